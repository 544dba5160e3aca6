import type { HistoryEvent, PayloadRef } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Neighbour } from '#harness/contract/neighbour.ts';
import { eventWords } from '#reports/model/event-words.ts';
import { formatBytes } from '#reports/format/format-bytes.ts';
import { formatSeconds } from '#reports/format/format-seconds.ts';

/** What the two runs were given, and what observes them: not how they behave. */
const given: ReadonlySet<HistoryEvent['kind']> = new Set([
  'fault',
  'heal',
  'note',
  'mark',
  'snapshot',
  'quiescence',
  'deadline',
  'presence',
  'counts',
]);

/** The first event that two runs of one seed do not share; null when one behaves like the other. */
export function partingOf(here: History, there: History): Neighbour['parting'] {
  const [mine, theirs] = [here, there].map(({ events }) =>
    events.filter(({ kind }) => !given.has(kind)),
  );
  if (mine === undefined || theirs === undefined) return null;
  const length = Math.max(mine.length, theirs.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [mine[index], theirs[index]];
    if (a !== undefined && b !== undefined && isSame(a, here, b, there)) continue;
    const atMs = Math.min(a?.atMs ?? Infinity, b?.atMs ?? Infinity);
    return { atMs, here: wordsAt(a, here, atMs), there: wordsAt(b, there, atMs) };
  }
  return null;
}

function isSame(a: HistoryEvent, here: History, b: HistoryEvent, there: History): boolean {
  return comparable(a, here) === comparable(b, there);
}

/** All of an event but its number in the history, with the bytes it refers to. */
function comparable(event: HistoryEvent, history: History): string {
  const bytes = (ref: PayloadRef | undefined): string =>
    ref === undefined ? '' : Buffer.from(history.payload(ref)).toString('base64');
  return JSON.stringify({
    ...event,
    seq: null,
    ...('payload' in event ? { payload: bytes(event.payload) } : {}),
    ...('stateVector' in event ? { stateVector: bytes(event.stateVector) } : {}),
  });
}

function wordsAt(event: HistoryEvent | undefined, history: History, atMs: number): string {
  if (event === undefined) return 'nothing more happens';
  const size =
    'payload' in event && event.payload !== undefined
      ? `, ${formatBytes(history.payload(event.payload).length)}`
      : '';
  const words = `${event.device} ${eventWords(event)}${size}`;
  return event.atMs > atMs
    ? `nothing then; next, at ${formatSeconds(event.atMs)}, ${words}`
    : words;
}

import type { EventOf, HistoryEvent } from '#harness/contract/history-event.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import type { Action, Step } from '#harness/contract/schedule.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatCount } from '../format/format-count.ts';
import { listWords } from '../format/list-words.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { faultWindows, faultWords, type FaultWindow } from './fault-window.ts';

/** One line of what happened, for people. */
export interface StoryLine {
  readonly atMs: number;
  /** `fault` and `heal` are the nemesis; `edit` is an edit nobody put into words; `said` has a sentence. */
  readonly kind: 'fault' | 'heal' | 'edit' | 'said';
  /** Counts the sentences from the first edit or fault on; null for the others. */
  readonly number: number | null;
  readonly sentence: string;
  /** Evidence beside the sentence: the text written, the size, who delivered it. May be ''. */
  readonly detail: string;
}

/**
 * A run as its scenario tells it: what was done and reached, with the time it really happened.
 * Edits without a sentence that follow each other on one device become one line.
 */
export function tellStory(view: RunView): readonly StoryLine[] {
  const { events } = view.history;
  const spoken = view.record.schedule.steps.filter(isSpoken);
  const windows = faultWindows(view.history.events);
  const lines: StoryLine[] = [];
  let unsaid: EventOf<'edit' | 'fault' | 'heal'>[] = [];
  let notes = 0;
  let number = 0;
  let begun = false;
  for (const event of events) {
    if (event.kind === 'edit' || event.kind === 'fault' || event.kind === 'heal') {
      unsaid.push(event);
      begun = true;
    } else if (event.kind === 'note') {
      const step = spoken[notes++];
      const done = isOf(unsaid.at(-1), step) ? unsaid.pop() : undefined;
      lines.push(...unsaid.map((other) => tellUnsaid(other, windows)));
      unsaid = [];
      const kind = done === undefined || done.kind === 'edit' ? 'said' : done.kind;
      lines.push({
        atMs: event.atMs,
        kind,
        number: begun && kind !== 'fault' ? ++number : null,
        sentence: event.text,
        detail: done === undefined ? reachedDetail(view, event, step) : doneDetail(done, windows),
      });
    }
  }
  return mergeEdits([...lines, ...unsaid.map((other) => tellUnsaid(other, windows))]);
}

/** Whether the event is what the step did. */
function isOf(
  event: EventOf<'edit' | 'fault' | 'heal'> | undefined,
  step: Step | undefined,
): boolean {
  if (event === undefined || step?.says === undefined) return false;
  return event.kind === 'edit' ? step.do === 'edit' : event.action.do === step.do;
}

function isSpoken(step: Step): boolean {
  return step.do === 'note' || step.says !== undefined;
}

function tellUnsaid(
  event: EventOf<'edit' | 'fault' | 'heal'>,
  windows: readonly FaultWindow[],
): StoryLine {
  const line = { atMs: event.atMs, kind: event.kind, number: null };
  if (event.kind === 'edit') {
    return {
      ...line,
      kind: 'edit',
      sentence: `${event.device} edits`,
      detail: quoted(event.token),
    };
  }
  if (event.kind === 'fault')
    return { ...line, sentence: faultWords(event.action), detail: doneDetail(event, windows) };
  return { ...line, sentence: healWords(event.action), detail: healDetail(event, windows) };
}

function healWords(action: Action): string {
  if (action.do !== 'heal') return 'device' in action ? `${action.device} ${action.do}` : action.do;
  return action.link === undefined ? 'the network heals' : `${action.link} heals`;
}

function doneDetail(
  event: EventOf<'edit' | 'fault' | 'heal'>,
  windows: readonly FaultWindow[],
): string {
  if (event.kind === 'edit') return quoted(event.token);
  if (event.kind === 'heal') return healDetail(event, windows);
  const window = windows.find(
    ({ fromMs, kind }) => fromMs === event.atMs && kind === event.action.do,
  );
  return window === undefined ? '' : lastsWords(window);
}

function healDetail(event: EventOf<'fault' | 'heal'>, windows: readonly FaultWindow[]): string {
  const ended = windows.filter(({ fromMs, toMs }) => toMs === event.atMs && fromMs < event.atMs);
  const first = Math.min(...ended.map(({ fromMs }) => fromMs));
  return ended.length === 0 ? '' : `after ${formatSeconds(event.atMs - first)}`;
}

/** What shows that a condition was reached: the update that arrived, the record that was stored. */
function reachedDetail(view: RunView, note: EventOf<'note'>, step: Step | undefined): string {
  if (step === undefined || !('when' in step)) return '';
  const { when } = step;
  const before = view.history.events.slice(0, note.seq).reverse();
  if (when.is === 'received') {
    const update = before.find(
      (event): event is EventOf<'update'> =>
        event.kind === 'update' &&
        event.device === when.device &&
        event.origin.from === 'connection',
    );
    return update === undefined ? '' : `${size(view, update)} ${sender(before, update)}`.trim();
  }
  if (when.is === 'stored') {
    const stored = before.find(
      (event): event is EventOf<'storage'> =>
        event.kind === 'storage' && (when.device === undefined || event.device === when.device),
    );
    return stored === undefined ? '' : `${stored.state}, ${size(view, stored)}`;
  }
  return when.is === 'quiescent' ? settledWords(view) : '';
}

function size(view: RunView, { payload }: EventOf<'update' | 'storage'>): string {
  return formatBytes(view.history.payload(payload).length);
}

function sender(before: readonly HistoryEvent[], update: EventOf<'update'>): string {
  const { origin } = update;
  if (origin.from !== 'connection') return '';
  const far = before.find(
    (event) =>
      event.kind === 'open' &&
      event.connection === origin.connection &&
      event.device !== update.device,
  );
  return far === undefined ? '' : `from ${far.device}`;
}

function quoted(token: string | undefined): string {
  return token === undefined ? '' : JSON.stringify(token);
}

/** When the last update arrived, counted from the last heal, else from the last edit. */
export function settledWords({ history }: RunView): string {
  const lastOf = (...kinds: HistoryEvent['kind'][]): number | undefined =>
    history.events.findLast(({ kind }) => kinds.includes(kind))?.atMs;
  const updated = history.events.findLast(
    (event) => event.kind === 'update' && event.origin.from === 'connection',
  )?.atMs;
  const healed = lastOf('heal');
  const edited = lastOf('edit');
  if (updated === undefined) return '';
  if (healed !== undefined && updated >= healed && healed > (edited ?? 0)) {
    return `${formatSeconds(updated - healed)} after the heal`;
  }
  return edited === undefined || updated < edited
    ? ''
    : `${formatSeconds(updated - edited)} after the last edit`;
}

function lastsWords({ fromMs, toMs }: FaultWindow): string {
  if (toMs === null) return '';
  return toMs === Infinity ? 'to the end' : `for ${formatSeconds(toMs - fromMs)}`;
}

/** Longest row of unsaid edits that is shown one by one. */
const editsInFull = 4;

/** Rows of unsaid edits, each one line when it is long. */
function mergeEdits(lines: readonly StoryLine[]): readonly StoryLine[] {
  const merged: StoryLine[] = [];
  let row: StoryLine[] = [];
  const finishRow = (): void => {
    const [first] = row;
    if (first === undefined || row.length <= editsInFull) merged.push(...row);
    else {
      const sentences = [...new Set(row.map(({ sentence }) => sentence))];
      merged.push({
        ...first,
        sentence: listWords(sentences),
        detail: formatCount(row.length, 'edit'),
      });
    }
    row = [];
  };
  for (const line of lines) {
    if (line.kind === 'edit') row.push(line);
    else {
      finishRow();
      merged.push(line);
    }
  }
  finishRow();
  return merged;
}

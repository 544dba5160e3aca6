import type { HistoryEvent } from '#harness/contract/history-event.ts';

export interface KeptEvents {
  readonly events: readonly HistoryEvent[];
  /** What is left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/** What goes first when there are too many events: what says least about a divergence. */
const dispensable: readonly {
  readonly words: string;
  readonly matches: (event: HistoryEvent) => boolean;
}[] = [
  {
    words: 'awareness messages',
    matches: (event) => isMessage(event) && event.frame === 'awareness',
  },
  {
    words: 'changes of presence',
    matches: ({ kind }) => kind === 'awareness' || kind === 'presence',
  },
  { words: 'observer events', matches: ({ kind }) => kind === 'observe' },
  { words: 'storage records', matches: ({ kind }) => kind === 'storage' },
];

/** At most `most` events: whole kinds are left out first, then the middle of the run. */
export function keepEvents(all: readonly HistoryEvent[], most: number): KeptEvents {
  let events = all;
  const leftOut: string[] = [];
  for (const { words, matches } of dispensable) {
    if (events.length <= most) break;
    const kept = events.filter((event) => !matches(event));
    if (kept.length < events.length) leftOut.push(`${events.length - kept.length} ${words}`);
    events = kept;
  }
  if (events.length <= most) return { events, leftOut };
  const head = Math.floor(most / 2);
  const tail = events.slice(events.length - (most - head));
  const dropped = events.slice(head, events.length - tail.length);
  const span = `${seconds(dropped[0])} s and ${seconds(dropped.at(-1))} s`;
  return {
    events: [...events.slice(0, head), ...tail],
    leftOut: [...leftOut, `${dropped.length} events between ${span}`],
  };
}

function isMessage(
  event: HistoryEvent,
): event is Extract<HistoryEvent, { kind: 'send' | 'receive' }> {
  return event.kind === 'send' || event.kind === 'receive';
}

function seconds(event: HistoryEvent | undefined): string {
  return ((event?.atMs ?? 0) / 1000).toFixed(3);
}

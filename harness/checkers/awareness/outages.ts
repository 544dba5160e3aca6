import type { History } from '#harness/contract/history.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Action, CutKind } from '#harness/contract/schedule.ts';
import { memoized } from '../status/memoized.ts';
import type { Hole } from './intervals.ts';

/** When links carried nothing although their connections stood, by link id. */
export const linkOutages = memoized((history: History) =>
  cutsOf(history, ({ cut }) => cut !== 'refuse'),
);

/** When links lost every packet of both directions, in silence. */
export const linkBlackholes = memoized((history: History) =>
  cutsOf(history, ({ cut }) => cut === 'blackhole'),
);

/** When links were cut in any way: `refuse` lets standing connections be, but makes no new ones. */
export const linkCuts = memoized((history: History) => cutsOf(history, () => true));

/** When links were shaped: slower, or with less bandwidth, than the topology says. */
export const linkShapes = memoized((history: History) =>
  spansOf(history, ({ do: what }) => (what === 'shape' ? 'begins' : 'goes on')),
);

/** When links were to reset a connection at a frame to come, or had done so, by link id. */
export const armedResets = memoized((history: History) =>
  spansOf(history, ({ do: what }) => (what === 'reset-at' ? 'begins' : 'goes on')),
);

function cutsOf(
  history: History,
  counts: (action: { readonly cut: CutKind }) => boolean,
): ReadonlyMap<string, Hole[]> {
  // A cut takes the place of the one before it.
  return spansOf(history, (action) =>
    action.do !== 'partition' && action.do !== 'cut'
      ? 'goes on'
      : counts(action)
        ? 'begins'
        : 'ends',
  );
}

/** From a fault on a link that begins something to one that ends it, or a heal. */
function spansOf(
  history: History,
  does: (fault: Action) => 'begins' | 'ends' | 'goes on',
): ReadonlyMap<string, Hole[]> {
  const open = new Map<string, number>();
  const holes = new Map<string, Hole[]>();
  const end = (link: string, toMs: number, endSeq: number): void => {
    const fromMs = open.get(link);
    if (fromMs === undefined) return;
    open.delete(link);
    holes.set(link, [...(holes.get(link) ?? []), { fromMs, toMs, endSeq }]);
  };
  for (const event of history.events) {
    if (event.kind !== 'fault' && event.kind !== 'heal') continue;
    const { action, links, atMs, seq } = event;
    if (event.kind === 'heal') {
      for (const link of healed(event, open.keys())) end(link, atMs, seq);
      continue;
    }
    const effect = does(action);
    for (const link of links) {
      if (effect === 'ends') end(link, atMs, seq);
      else if (effect === 'begins' && !open.has(link)) open.set(link, atMs);
    }
  }
  for (const link of [...open.keys()]) end(link, Infinity, history.events.length - 1);
  return holes;
}

/** A heal without a link ends every fault of the network. */
function healed(event: EventOf<'fault' | 'heal'>, cut: Iterable<string>): string[] {
  if (event.action.do !== 'heal') return [];
  return event.action.link === undefined ? [...cut] : [event.action.link, ...event.links];
}

/** A device's clock moved or the device slept; `untilMs` is Infinity for one that never woke. */
export interface Disturbance {
  readonly device: string;
  readonly what: 'clock' | 'sleep';
  readonly fromMs: number;
  /** The wake; for a clock set back, when it reads again the furthest it had read. */
  readonly untilMs: number;
  readonly endSeq: number;
}

/** Clock jumps and sleeps, by beginning. */
export const disturbances = memoized((history: History): readonly Disturbance[] => {
  const found: Disturbance[] = [];
  const asleep = new Map<string, number>();
  /** How far each clock that was moved is off, and the furthest it has ever read: setbacks add up. */
  const clocks = new Map<string, { offsetMs: number; furthestMs: number }>();
  const wake = (device: string, untilMs: number, endSeq: number): void => {
    const fromMs = asleep.get(device);
    if (fromMs === undefined) return;
    asleep.delete(device);
    found.push({ device, what: 'sleep', fromMs, untilMs, endSeq });
  };
  for (const event of history.events) {
    const { atMs, seq } = event;
    if (event.kind === 'stop') wake(event.device, atMs, seq);
    if (event.kind !== 'fault' && event.kind !== 'heal') continue;
    const { action } = event;
    if (action.do === 'sleep' && !asleep.has(action.device)) asleep.set(action.device, atMs);
    if (action.do === 'wake') wake(action.device, atMs, seq);
    if (action.do === 'clock') {
      const clock = clocks.get(action.device) ?? { offsetMs: 0, furthestMs: 0 };
      clock.furthestMs = Math.max(clock.furthestMs, atMs + clock.offsetMs);
      clock.offsetMs += action.jumpMs;
      clocks.set(action.device, clock);
      const untilMs = Math.max(atMs, clock.furthestMs - clock.offsetMs);
      found.push({ device: action.device, what: 'clock', fromMs: atMs, untilMs, endSeq: seq });
    }
  }
  for (const device of [...asleep.keys()]) wake(device, Infinity, history.events.length - 1);
  return found.toSorted((a, b) => a.fromMs - b.fromMs);
});

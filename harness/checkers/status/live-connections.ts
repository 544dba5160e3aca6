import type { History } from '#harness/contract/history.ts';
import { connectionLives } from '../awareness/connection-lives.ts';

/** How many connections of a room lived at some time within a window, and how many devices had one. */
export interface LiveCount {
  readonly connections: number;
  readonly replicas: number;
}

/** Counts the connections of one room. A connection lives from its first open to its last close. */
export function liveConnections(
  history: History,
  room: string,
): (fromMs: number, toMs: number) => LiveCount {
  const lives = connectionLives(history).filter((life) => life.room === room);
  const all = createCounter();
  const byDevice = new Map<string, Counter>();
  for (const { dialler, listener, opened, ended } of lives) {
    const opens = [opened.dialler?.atMs, opened.listener?.atMs].filter((ms) => ms !== undefined);
    const fromMs = Math.min(...opens);
    const ends = (['dialler', 'listener'] as const).map((end) =>
      opened[end] === undefined ? -Infinity : (ended[end]?.atMs ?? Infinity),
    );
    const toMs = Math.max(...ends);
    all.add(fromMs, toMs);
    for (const device of [dialler, listener]) {
      let counter = byDevice.get(device);
      if (!counter) byDevice.set(device, (counter = createCounter()));
      counter.add(fromMs, toMs);
    }
  }
  return (fromMs, toMs) => ({
    connections: all.within(fromMs, toMs),
    replicas: [...byDevice.values()].filter((counter) => counter.within(fromMs, toMs) > 0).length,
  });
}

interface Counter {
  add(fromMs: number, toMs: number): void;
  /** How many spans overlap the window, both ends included. */
  within(fromMs: number, toMs: number): number;
}

function createCounter(): Counter {
  const begins: number[] = [];
  const ends: number[] = [];
  let isSorted = true;
  return {
    add(fromMs, toMs) {
      begins.push(fromMs);
      ends.push(toMs);
      isSorted = false;
    },
    within(fromMs, toMs) {
      if (!isSorted) for (const list of [begins, ends]) list.sort((a, b) => a - b);
      isSorted = true;
      return countWhile(begins, (ms) => ms <= toMs) - countWhile(ends, (ms) => ms < fromMs);
    },
  };
}

/** How many values at the start of an ascending list something holds for, which holds for none behind them. */
function countWhile(list: readonly number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

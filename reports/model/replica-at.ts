import type { ReplicaTimeline } from '#harness/contract/report-data.ts';

/** What a replica held at one moment. */
export interface ReplicaMoment {
  /** False before it was opened and after it was closed. */
  readonly open: boolean;
  /** By root, roots without content left out. */
  readonly texts: ReadonlyMap<string, string>;
  /** The state vector: client id to next clock. */
  readonly clocks: ReadonlyMap<string, number>;
  readonly waitingFor: Readonly<Record<string, number>> | null;
}

interface Checkpoint {
  readonly texts: ReadonlyMap<string, string>;
  readonly clocks: ReadonlyMap<string, number>;
}

/** Versions between two checkpoints, which bounds the work of a jump to any moment. */
const spacing = 64;

/** A reader of one replica's life at any moment; remembers checkpoints, so that scrubbing is quick. */
export function createReplicaReader(timeline: ReplicaTimeline): (atMs: number) => ReplicaMoment {
  const checkpoints: Checkpoint[] = [{ texts: new Map(), clocks: new Map() }];
  const { versions } = timeline;

  return (atMs) => {
    const count = countUpTo(versions, atMs);
    while (checkpoints.length <= Math.floor(count / spacing)) {
      const from = (checkpoints.length - 1) * spacing;
      checkpoints.push(fold(checkpoints.at(-1), from, from + spacing));
    }
    const nearest = Math.floor(count / spacing);
    const { texts, clocks } = fold(checkpoints[nearest], nearest * spacing, count);
    const last = versions[count - 1];
    const open =
      timeline.openedMs <= atMs && (timeline.closedMs === null || atMs < timeline.closedMs);
    return { open, texts, clocks, waitingFor: last?.waitingFor ?? null };
  };

  function fold(start: Checkpoint | undefined, from: number, to: number): Checkpoint {
    const texts = new Map(start?.texts);
    const clocks = new Map(start?.clocks);
    for (const { changes, clocks: changed } of versions.slice(from, to)) {
      for (const { root, at, removed, inserted } of changes) {
        const text = texts.get(root) ?? '';
        const next = text.slice(0, at) + inserted + text.slice(at + removed);
        if (next === '') texts.delete(root);
        else texts.set(root, next);
      }
      for (const [client, clock] of Object.entries(changed)) clocks.set(client, clock);
    }
    return { texts, clocks };
  }
}

/** How many of these, in order of time, are at or before the moment. */
export function countUpTo(items: readonly { readonly atMs: number }[], atMs: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

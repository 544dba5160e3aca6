import type { History } from '#harness/contract/history.ts';
import { deviceKinds } from '../status/device-kinds.ts';
import { carriers, type Carrier } from './carriers.ts';
import type { SlowMessage } from './connection-lives.ts';
import type { Interval } from './intervals.ts';
import { linkLatencyMs } from './link-latency.ts';

/** A way from one device to another, through nodes. */
export interface Path {
  /** Sum over its links, one way: the profile's, or what its slowest message took meanwhile. */
  readonly latencyMs: number;
  /** Since when every link of it carried without a break, and the event that made the last one do so. */
  readonly upSinceMs: number;
  readonly upSeq: number;
  readonly devices: readonly string[];
}

/** The ways between the devices of a room over time. `only` narrows them to certain devices. */
export interface Paths {
  /**
   * From a device to all others that it reached by links that carried without a break from
   * `sinceMs` to just after `untilMs`. By smallest latency. Clients end a path and never relay.
   */
  from(device: string, sinceMs: number, untilMs: number): ReadonlyMap<string, Path>;
  /** When some way ended, ascending. */
  readonly endsMs: readonly number[];
  /** When some way of a device began, ascending. */
  beginningsMs(device: string): readonly number[];
}

interface Hop {
  readonly carrier: Carrier;
  readonly up: Interval;
}

/** Finds the paths of one room in a history. */
export function createPaths(history: History, room: string, only?: ReadonlySet<string>): Paths {
  const kinds = deviceKinds(history);
  const ways = carriers(history).filter(
    ({ life, ends }) =>
      life.room === room && (only === undefined || ends.every((end) => only.has(end))),
  );
  const known = new Map<string, ReadonlyMap<string, Path>>();
  const begun = new Map<string, readonly number[]>();

  function search(device: string, sinceMs: number, untilMs: number): ReadonlyMap<string, Path> {
    const hops = ways.flatMap((carrier): Hop[] => {
      const up = carrier.up.find(({ fromMs, toMs }) => fromMs <= sinceMs && toMs > untilMs);
      return up ? [{ carrier, up }] : [];
    });
    const costs = new Map(
      hops.map(({ carrier: { life } }) => [
        life,
        linkLatencyMs(history.topology, life.link) + slowestMs(life.slow, sinceMs, untilMs),
      ]),
    );
    const start: Path = {
      latencyMs: history.toleranceMs ?? 0,
      upSinceMs: -Infinity,
      upSeq: 0,
      devices: [device],
    };
    const reached = new Map<string, Path>([[device, start]]);
    const open = new Set([device]);
    while (open.size > 0) {
      const here = nearest(open, reached);
      open.delete(here);
      const path = reached.get(here);
      if (!path || (here !== device && kinds.get(here) === 'client')) continue;
      for (const { carrier, up } of hops) {
        if (!carrier.ends.includes(here)) continue;
        const there = carrier.ends[0] === here ? carrier.ends[1] : carrier.ends[0];
        const latencyMs = path.latencyMs + (costs.get(carrier.life) ?? 0);
        if (latencyMs >= (reached.get(there)?.latencyMs ?? Infinity)) continue;
        const isLater = up.fromMs > path.upSinceMs;
        reached.set(there, {
          latencyMs,
          upSinceMs: isLater ? up.fromMs : path.upSinceMs,
          upSeq: isLater ? up.seq : path.upSeq,
          devices: [...path.devices, there],
        });
        open.add(there);
      }
    }
    reached.delete(device);
    return reached;
  }

  return {
    from(device, sinceMs, untilMs) {
      const key = `${device}\n${sinceMs}\n${untilMs}`;
      let paths = known.get(key);
      if (!paths) known.set(key, (paths = search(device, sinceMs, untilMs)));
      return paths;
    },
    endsMs: [...new Set(ways.flatMap(({ up }) => up.map(({ toMs }) => toMs)))]
      .filter(Number.isFinite)
      .toSorted((a, b) => a - b),
    beginningsMs(device) {
      let beginnings = begun.get(device);
      if (!beginnings) {
        beginnings = ways
          .filter(({ ends }) => ends.includes(device))
          .flatMap(({ up }) => up.map(({ fromMs }) => fromMs))
          .toSorted((a, b) => a - b);
        begun.set(device, beginnings);
      }
      return beginnings;
    },
  };
}

/** By how much the slowest message of a stretch was late at most: a busy link is a long one. */
function slowestMs(slow: readonly SlowMessage[], sinceMs: number, untilMs: number): number {
  return slow
    .filter(
      ({ sentMs, receivedMs }) => receivedMs >= sinceMs && sentMs >= sinceMs && sentMs <= untilMs,
    )
    .reduce(
      (most, { sentMs, receivedMs }) => Math.max(most, Math.min(receivedMs, untilMs) - sentMs),
      0,
    );
}

function nearest(open: ReadonlySet<string>, reached: ReadonlyMap<string, Path>): string {
  let best = '';
  let bestMs = Infinity;
  for (const device of open) {
    const { latencyMs } = reached.get(device) ?? { latencyMs: Infinity };
    if (latencyMs < bestMs) [best, bestMs] = [device, latencyMs];
  }
  return best;
}

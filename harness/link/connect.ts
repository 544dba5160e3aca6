import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import {
  connectTimeoutMs,
  hostUnreachableMs,
  neighbourProbeAtMs,
  synAtMs,
} from './kernel-timings.ts';
import { drawDelayMs, roundTripPasses, type LinkState, type Waiting } from './link-state.ts';

export interface ConnectOptions {
  readonly world: World;
  readonly link: LinkState;
  /** The dialler's. */
  readonly zone: Zone;
  established(): void;
  failed(reason: string): void;
}

/** A TCP connection attempt: SYNs until one is answered, refused, or the kernel gives up. */
export interface Connecting extends Waiting {
  abort(): void;
}

/** Sends the first SYN after the link's connect delay. */
export function connect({ world, link, zone, established, failed }: ConnectOptions): Connecting {
  const calledMs = world.nowMs() + link.profile.connectDelayMs;
  let done = false;
  let attempt: ReturnType<World['schedule']> | null = null;
  const options = { zone, kind: 'work', purpose: 'a connection attempt' } as const;
  const timeout = world.schedule(
    link.profile.connectDelayMs + connectTimeoutMs,
    () => end(() => failed('ETIMEDOUT')),
    options,
  );

  const connecting: Connecting = {
    pathChanged,
    readyAtMs() {
      if (done || !zone.life.alive) return null;
      return attempt?.pending === true
        ? attempt.atMs
        : (nextSynMs() ?? calledMs + connectTimeoutMs);
    },
    reset() {
      world.schedule(0, () => end(() => failed('ECONNRESET')), options);
    },
    abort: () => end(() => undefined),
  };
  link.waiting.add(connecting);
  pathChanged();
  return connecting;

  function end(tell: () => void): void {
    if (done) return;
    done = true;
    link.waiting.delete(connecting);
    world.cancel(timeout);
    if (attempt !== null) world.cancel(attempt);
    tell();
  }

  function nextSynMs(): number | null {
    const due = synAtMs.find((afterMs) => calledMs + afterMs >= world.nowMs());
    return due === undefined ? null : calledMs + due;
  }

  /** Only a SYN that something answers is worth a callback. */
  function pathChanged(): void {
    const dueMs = done || attempt?.pending === true ? null : nextSynMs();
    if (dueMs === null || !(roundTripPasses(link) || isHostMissed())) return;
    attempt = world.schedule(dueMs - world.nowMs(), syn, options);
  }

  /** The listener's host is off, and its neighbours are in reach to say so. */
  function isHostMissed(): boolean {
    return !link.listenerHost.powered && link.cut !== 'blackhole' && link.cut !== 'one-way';
  }

  function syn(): void {
    attempt = null;
    if (roundTripPasses(link)) {
      attempt = world.schedule(drawDelayMs(link) + drawDelayMs(link), answered, options);
    } else if (isHostMissed()) askNeighbour(0);
  }

  function askNeighbour(asked: number): void {
    const askMs = neighbourProbeAtMs[asked];
    const waitMs = (askMs ?? hostUnreachableMs) - (neighbourProbeAtMs[asked - 1] ?? 0);
    const ask = (): void => {
      if (askMs === undefined) end(() => failed('EHOSTUNREACH'));
      else if (isHostMissed()) askNeighbour(asked + 1);
      else syn();
    };
    attempt = world.schedule(waitMs, ask, options);
  }

  function answered(): void {
    attempt = null;
    if (!roundTripPasses(link)) return;
    const refused = link.cut !== null || link.listenerHost.listener === null;
    end(() => (refused ? failed('ECONNREFUSED') : established()));
  }
}

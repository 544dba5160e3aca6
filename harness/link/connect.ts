import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import { connectTimeoutMs, hostUnreachableMs, synAtMs } from './kernel-timings.ts';
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
    resume,
    readyAtMs() {
      if (done) return null;
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
  resume();
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

  function resume(): void {
    const dueMs = done || attempt?.pending === true ? null : nextSynMs();
    if (dueMs === null || !mayAnswer()) return;
    attempt = world.schedule(dueMs - world.nowMs(), syn, options);
  }

  /** Whether a SYN would be answered at all, if only by the local kernel's EHOSTUNREACH. */
  function mayAnswer(): boolean {
    return roundTripPasses(link) || !link.listenerHost.powered;
  }

  function syn(): void {
    if (!link.listenerHost.powered) {
      attempt = world.schedule(hostUnreachableMs, () => end(() => failed('EHOSTUNREACH')), options);
      return;
    }
    if (!roundTripPasses(link)) return;
    const roundTripMs = drawDelayMs(link) + drawDelayMs(link);
    attempt = world.schedule(roundTripMs, answered, options);
  }

  function answered(): void {
    if (!roundTripPasses(link)) {
      attempt = null;
      return;
    }
    const refused = link.cut !== null || link.listenerHost.listener === null;
    end(() => (refused ? failed('ECONNREFUSED') : established()));
  }
}

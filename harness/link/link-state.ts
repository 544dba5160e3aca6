import type { CutKind, FrameKind } from '#harness/contract/schedule.ts';
import type { LinkProfile } from '#harness/contract/topology.ts';
import type { RandomStream } from '#harness/world/random.ts';
import type { Host } from './hosts.ts';

/** Which way bytes go: `up` from the dialler to the listener. */
export type Direction = 'up' | 'down';

/**
 * What happens to packets of one direction now.
 * - open: they arrive, and acknowledgements come back
 * - window: they arrive, but no acknowledgement comes back
 * - closed: they vanish
 */
export type Path = 'open' | 'window' | 'closed';

/** Something on a link that cares whether packets pass. */
export interface Waiting {
  /** The path, the profile or a host has changed: wait for the new one from now on. */
  pathChanged(): void;
  /** When it will go on, if the path stays up; null when it is not waiting. */
  readyAtMs(): number | null;
  /** The connection ends for both sides at once, whatever is in flight. */
  reset(): void;
}

/** One link: how it carries packets now. */
export interface LinkState {
  readonly id: string;
  readonly dialler: string;
  readonly listener: string;
  readonly diallerHost: Host;
  readonly listenerHost: Host;
  profile: LinkProfile;
  cut: CutKind | null;
  /** Reset when this many more frames of the kind were sent. */
  resetAt: { readonly frame: FrameKind; count: number } | null;
  readonly random: RandomStream;
  readonly waiting: Set<Waiting>;
}

export function pathOf(link: LinkState, direction: Direction): Path {
  if (!answers(link.diallerHost) || !answers(link.listenerHost)) return 'closed';
  if (link.cut === 'blackhole') return 'closed';
  if (link.cut === 'one-way') return direction === 'up' ? 'closed' : 'window';
  return 'open';
}

/** Whether packets pass both ways, so that data is acknowledged and connections complete. */
export function roundTripPasses(link: LinkState): boolean {
  return pathOf(link, 'up') === 'open';
}

function answers({ powered, asleepSinceMs }: Host): boolean {
  return powered && asleepSinceMs === null;
}

/** One-way delay of the next packet, drawn in whole microseconds. */
export function drawDelayMs({ profile, random }: LinkState): number {
  const jitterUs = Math.round(profile.jitterMs * 1_000);
  const deviationUs = jitterUs === 0 ? 0 : random.integer(-jitterUs, jitterUs);
  return Math.max(0, profile.latencyMs + deviationUs / 1_000);
}

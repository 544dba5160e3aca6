import type { CutKind, FrameKind } from '#harness/contract/schedule.ts';
import type { LinkProfile } from '#harness/contract/topology.ts';
import type { RandomStream } from '#harness/world/random.ts';
import type { Host } from './hosts.ts';

/** Which way bytes go: `up` from the dialler to the listener. */
export type Direction = 'up' | 'down';

/** Something on a link that may be waiting for the path to come back. */
export interface Waiting {
  /** The path may be up again: go on at the next retransmission. */
  resume(): void;
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

/** Whether a packet sent now in this direction arrives. */
export function packetPasses(link: LinkState, direction: Direction): boolean {
  if (!hostsAnswer(link) || link.cut === 'blackhole') return false;
  return link.cut !== 'one-way' || direction === 'down';
}

/** Whether packets pass both ways, so that data is acknowledged and connections complete. */
export function roundTripPasses(link: LinkState): boolean {
  return hostsAnswer(link) && link.cut !== 'blackhole' && link.cut !== 'one-way';
}

function hostsAnswer({ diallerHost, listenerHost }: LinkState): boolean {
  return [diallerHost, listenerHost].every(({ powered, asleep }) => powered && !asleep);
}

/** One-way delay of the next packet, drawn in whole microseconds. */
export function drawDelayMs({ profile, random }: LinkState): number {
  const jitterUs = Math.round(profile.jitterMs * 1_000);
  const deviationUs = jitterUs === 0 ? 0 : random.integer(-jitterUs, jitterUs);
  return Math.max(0, profile.latencyMs + deviationUs / 1_000);
}

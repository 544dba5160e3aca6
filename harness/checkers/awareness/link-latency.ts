import type { Topology } from '#harness/contract/topology.ts';

/** Bytes of an awareness frame with room to spare, for its transfer time. */
const frameBytes = 2_048;

/** One-way time of an awareness frame by the link's profile, jitter and transfer included. */
export function linkLatencyMs(topology: Topology, link: string): number {
  const { latencyMs, jitterMs, bytesPerSecond } = topology.links?.[link] ?? topology.link;
  return latencyMs + jitterMs + (bytesPerSecond ? (frameBytes / bytesPerSecond) * 1_000 : 0);
}

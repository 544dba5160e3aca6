import type { LinkProfile } from '#harness/contract/topology.ts';

/** Two devices on one home network or tailnet: a few milliseconds. */
export const nearby: LinkProfile = { latencyMs: 5, jitterMs: 2, connectDelayMs: 0 };

/** To a server on the internet: tens of milliseconds. */
export const remote: LinkProfile = { latencyMs: 35, jitterMs: 10, connectDelayMs: 0 };

/** A browser and the node on its own machine. */
export const local: LinkProfile = { latencyMs: 0.2, jitterMs: 0.1, connectDelayMs: 0 };

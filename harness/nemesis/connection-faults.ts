import type { Nemesis } from './nemesis.ts';

/** Ends every connection of a link for both sides at once. */
export const reset: Nemesis<'reset'> = async (stage, { link }) => {
  await stage.carrier.links.reset(link);
  return [link];
};

/** Ends a link's connection when it carries the k-th frame of a kind, counted from now. */
export const resetAt: Nemesis<'reset-at'> = async (stage, { link, frame, count }) => {
  await stage.carrier.links.resetAt(link, frame, count);
  return [link];
};

/** Changes latency, jitter or bandwidth of a live link. */
export const shape: Nemesis<'shape'> = async (stage, { link, profile }) => {
  await stage.carrier.links.shape(link, profile);
  return [link];
};

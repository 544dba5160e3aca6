import type { Nemesis } from './nemesis.ts';

/** Cuts one link. */
export const cut: Nemesis<'cut'> = async (stage, { link, cut: kind }) => {
  stage.cuts.set(link, kind);
  await stage.carrier.links.cut(link, kind);
  return [link];
};

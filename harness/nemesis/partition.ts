import type { Nemesis } from './nemesis.ts';

/** Cuts every link between two sets of devices, whichever side dials. */
export const partition: Nemesis<'partition'> = async (stage, { between: [left, right], cut }) => {
  const crossing = stage.links.filter(
    ({ dialler, listener }) =>
      (left.includes(dialler) && right.includes(listener)) ||
      (right.includes(dialler) && left.includes(listener)),
  );
  for (const { id } of crossing) stage.cuts.set(id, cut);
  await Promise.all(crossing.map(({ id }) => stage.carrier.links.cut(id, cut)));
  return crossing.map(({ id }) => id);
};

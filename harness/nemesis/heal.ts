import type { Nemesis } from './nemesis.ts';

/** Heals one link, or every link that is cut or shaped. */
export const heal: Nemesis<'heal'> = async (stage, { link }) => {
  const healed = link === undefined ? stage.links.map(({ id }) => id) : [link];
  const wasCut = healed.filter((id) => stage.cuts.delete(id));
  for (const { id, profile } of stage.links) {
    if (!healed.includes(id)) continue;
    await stage.carrier.links.heal(id);
    // A profile without a limit must end one that a step has set.
    await stage.carrier.links.shape(id, { bytesPerSecond: undefined, ...profile });
  }
  return wasCut;
};

import type { Nemesis } from './nemesis.ts';

/** Heals one link, or every link that is cut or shaped. */
export const heal: Nemesis<'heal'> = async (stage, { link }) => {
  const healed = link === undefined ? stage.links.map(({ id }) => id) : [link];
  const wasCut = healed.filter((id) => stage.cuts.delete(id));
  const { links } = stage.carrier;
  await Promise.all(
    stage.links
      .filter(({ id }) => healed.includes(id))
      .map(({ id, profile }) => links.heal(id).then(() => links.shape(id, profile))),
  );
  return wasCut;
};

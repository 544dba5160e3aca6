import type { Nemesis } from './nemesis.ts';
import type { Stage } from './stage.ts';

/** A user's "work offline": `disconnect()` on every provider of the client. */
export const offline: Nemesis<'offline'> = async (stage, { device }) => {
  await stage.carrier.offline(device);
  stage.offline.add(device);
  stage.tracker.setWanted(device, false);
  return dialledBy(stage, device);
};

/** Its end: `connect()` on every provider. */
export const online: Nemesis<'online'> = async (stage, { device }) => {
  stage.offline.delete(device);
  stage.tracker.setWanted(device, true);
  await stage.carrier.online(device);
  return dialledBy(stage, device);
};

function dialledBy(stage: Stage, device: string): readonly string[] {
  return stage.links.filter(({ dialler }) => dialler === device).map(({ id }) => id);
}

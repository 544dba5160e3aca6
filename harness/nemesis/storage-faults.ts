import type { Nemesis } from './nemesis.ts';

/** A room that loads reads its log, and a write is written and synced. */
const delaysPerExchange = 4;

/** The disk is replaced by an empty one. A running device does not notice before it reads. */
export const diskLoss: Nemesis<'disk-loss'> = async (stage, { device }) => {
  await stage.carrier.faultStorage(device, { kind: 'destroy' });
  return [];
};

/** The next durable writes of a node fail. */
export const fsyncFailure: Nemesis<'fsync-failure'> = async (stage, { device, count }) => {
  await stage.carrier.faultStorage(device, { kind: 'fail-next', count });
  return [];
};

/** The browser refuses the next write: its quota is used up. */
export const quota: Nemesis<'quota'> = async (stage, { device }) => {
  await stage.carrier.faultStorage(device, { kind: 'fail-next', count: 1 });
  return [];
};

/** Every storage operation takes longer. */
export const slowStorage: Nemesis<'slow-storage'> = async (stage, { device, delayMs }) => {
  stage.delays.set(device, delaysPerExchange * delayMs);
  await stage.carrier.faultStorage(device, { kind: 'delay', delayMs });
  return [];
};

/** Every authentication takes longer. */
export const slowAuth: Nemesis<'slow-auth'> = async (stage, { device, delayMs }) => {
  stage.delays.set(device, delayMs);
  await stage.carrier.delayAuthentication(device, delayMs);
  return [];
};

/** A node drops a room from memory as if nobody needed it, whoever is joining. */
export const evict: Nemesis<'evict'> = async (stage, { device, room }) => {
  // A node may have died of what it was sent.
  if (stage.carrier.isRunning(device))
    await stage.carrier.evict(device, room ?? stage.rooms[0] ?? '');
  return [];
};

import type { Nemesis } from './nemesis.ts';
import { startDevice } from './start-device.ts';

/** `kill -9`: user-space memory is gone, the kernel goes on delivering what was written. */
export const crash: Nemesis<'crash'> = async (stage, { device }) => {
  stage.asleep.delete(device);
  await stage.carrier.stop(device, 'kill');
  return [];
};

/** The machine loses power: unsynced writes and undelivered bytes may be gone too. */
export const powerLoss: Nemesis<'power-loss'> = async (stage, { device }) => {
  stage.asleep.delete(device);
  await stage.carrier.stop(device, 'power-loss');
  return [];
};

/** The user closes the tab, or the operator stops the node, in good order. */
export const close: Nemesis<'close'> = async (stage, { device }) => {
  stage.asleep.delete(device);
  // A node may have died of what it was sent.
  if (stage.carrier.isRunning(device)) await stage.carrier.stop(device, 'close');
  return [];
};

/** A stopped device starts again on its own storage. */
export const restart: Nemesis<'restart'> = async (stage, { device }) => {
  if (!stage.carrier.isRunning(device)) await startDevice(stage, device);
  return [];
};

/** Timers and network stop, as when a lid is closed. */
export const sleep: Nemesis<'sleep'> = async (stage, { device }) => {
  stage.asleep.add(device);
  await stage.carrier.sleep(device);
  return [];
};

/** On waking, the clock has jumped, and old sockets resume or are found dead. */
export const wake: Nemesis<'wake'> = async (stage, { device }) => {
  stage.asleep.delete(device);
  await stage.carrier.wake(device);
  return [];
};

/** The wall clock of a device jumps, forwards or back. */
export const clock: Nemesis<'clock'> = async (stage, { device, jumpMs }) => {
  await stage.carrier.jumpClock(device, jumpMs);
  return [];
};

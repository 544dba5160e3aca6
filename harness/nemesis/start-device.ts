import type { Stage } from './stage.ts';

/** Starts a device and opens what it had open: a client's rooms. */
export async function startDevice(stage: Stage, device: string): Promise<void> {
  await stage.carrier.start(device);
  stage.offline.delete(device);
  for (const room of stage.joined.get(device) ?? []) await stage.carrier.join(device, room);
}

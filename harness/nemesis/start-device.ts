import type { Stage } from './stage.ts';

/** Starts a device and opens what it had open: a client's rooms, and its recorded writer. */
export async function startDevice(stage: Stage, device: string): Promise<void> {
  await stage.carrier.start(device);
  stage.offline.delete(device);
  for (const room of stage.joined.get(device) ?? []) await stage.carrier.join(device, room);
  await sitDown(stage, device);
}

/** The device's recorded writer goes on typing, if it has one. */
export async function sitDown(stage: Stage, device: string): Promise<void> {
  const writer = stage.writers.get(device);
  if (writer === undefined) return;
  const { room, trace, agent, beganMs } = writer;
  await stage.carrier.write(device, room, {
    trace,
    agent,
    elapsedMs: stage.carrier.nowMs() - beganMs,
  });
}

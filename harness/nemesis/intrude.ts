import type { Nemesis } from './nemesis.ts';

/** Somebody who is no device of the topology connects to a node and sends what it likes. */
export const intrude: Nemesis<'intrude'> = async (stage, { device, room, token = '', frames }) => {
  // The node may have died of an earlier stranger.
  if (!stage.carrier.isRunning(device)) return [];
  await stage.carrier.intrude(device, {
    room: room ?? stage.rooms[0] ?? '',
    token,
    frames: frames.map((hex) => Uint8Array.from(Buffer.from(hex, 'hex'))),
  });
  return [];
};

import { dial, type Dial, type DialOptions } from '#nodes/peer/dial.ts';
import { opaqueFrame } from './frames.ts';
import { messageType } from './message-type.ts';
import type { Room } from './room.ts';
import { passOnInterest, usersOf } from './spread-interest.ts';

export type DialNodeOptions = Omit<DialOptions, 'room' | 'doc' | 'hub' | 'params'>;

/** Dials another node for a room, as the node of this name; the two tell each other that it is used. */
export function dialNode(room: Room, name: string, options: DialNodeOptions): Dial {
  const opened = dial({
    ...options,
    room: room.name,
    doc: room.doc,
    hub: room.hub,
    params: { node: name },
  });
  opened.provider.extend?.(messageType.interest, (beacon) => {
    if (room.interest.heard(beacon)) passOnInterest(room, beacon, opened.provider);
  });
  opened.provider.on('status', (status) => {
    if (status === 'connected' && usersOf(room) > 0)
      opened.provider.send(opaqueFrame(messageType.interest, room.interest.beacon()));
  });
  return opened;
}

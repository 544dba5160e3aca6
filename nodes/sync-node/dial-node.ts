import { dial, type Dial, type DialOptions } from '#nodes/peer/dial.ts';
import { messageType } from './message-type.ts';
import type { Room } from './room.ts';
import { passOnInterest } from './spread-interest.ts';

export type DialNodeOptions = Omit<DialOptions, 'room' | 'doc' | 'hub' | 'params'>;

/** Dials another node for a room, as the node of this name; the two tell each other who uses it. */
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
  return opened;
}

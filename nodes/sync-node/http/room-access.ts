import { decodeUpdate, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import { applyUpdate } from '../apply-update.ts';
import type { HostedNode } from '../hosted-node.ts';

/** The whole state of a room as one V1 update; null for a room that nobody ever wrote to. */
export async function readRoom(hosted: HostedNode, name: string): Promise<Uint8Array | null> {
  const room = hosted.node.rooms.get(name);
  if (room !== undefined) {
    await room.loaded;
    return encodeStateAsUpdate(room.doc);
  }
  const updates = await hosted.stored(name);
  return updates.length === 0 ? null : mergeUpdates([...updates]);
}

/** Applies an update to a room. `stored` means that it is durable, as far as the node keeps anything. */
export async function writeRoom(
  hosted: HostedNode,
  name: string,
  update: Uint8Array,
): Promise<'stored' | 'malformed' | 'full'> {
  try {
    // Of a malformed update, Yjs would apply the part before the fault.
    decodeUpdate(update);
  } catch {
    return 'malformed';
  }
  for (;;) {
    const room = hosted.node.enter(name);
    if (room === null) return 'full';
    await room.loaded;
    // Evicted meanwhile: what it would be given now would be lost.
    if (room.state === 'closed') continue;
    applyUpdate(room, update, writeRoom);
    await room.persistence.flush();
    hosted.metrics.count('acknowledged');
    return 'stored';
  }
}

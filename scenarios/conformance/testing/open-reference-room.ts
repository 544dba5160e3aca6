import { Awareness } from 'y-protocols/awareness';
import { applyUpdate, Doc } from 'yjs';
import type { ReferenceParts } from './reference-parts.ts';
import type { ReferenceConnection, ReferenceRoom } from './reference-room.ts';

export interface ReferenceRoomOptions {
  readonly name: string;
  /** What is stored, and survives the room and the server. */
  readonly durable: Uint8Array[];
  readonly parts: ReferenceParts;
  crash(): void;
}

interface AwarenessChange {
  readonly added: number[];
  readonly updated: number[];
  readonly removed: number[];
}

/** A document with its presence, loaded, which relays what changes it. */
export function openReferenceRoom({
  name,
  durable,
  parts,
  crash,
}: ReferenceRoomOptions): ReferenceRoom {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const connections = new Set<ReferenceConnection>();
  const room: ReferenceRoom = {
    name,
    doc,
    awareness,
    connections,
    apply(update, origin) {
      applyUpdate(doc, update, origin);
      parts.store(durable, update, room);
    },
    crash,
  };
  parts.load(durable, room);
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    parts.relayUpdate(room, update, origin);
  });
  awareness.on('update', ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
    for (const connection of connections) {
      if (connection !== origin) continue;
      for (const client of added) connection.owned.add(client);
      for (const client of removed) connection.owned.delete(client);
    }
    parts.relayAwareness(room, [...added, ...updated, ...removed], origin);
  });
  return room;
}

import type { Connection } from '#harness/contract/connection.ts';
import type { Mutant } from '#harness/contract/mutant.ts';
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { removeAwarenessStates } from 'y-protocols/awareness';
import { handleAwareness } from '#nodes/sync-node/handle-awareness.ts';
import type { Room } from '#nodes/sync-node/room.ts';
import { brokenNode } from './broken-node.ts';

const name = 'removes-whom-it-heard-of';

/** Whom each connection spoke of. */
const mentions = new WeakMap<Connection, { readonly room: Room; readonly clients: Set<number> }>();

export const removesWhomItHeardOf: Mutant = {
  name,
  defect: 'Removes all users of whom a connection ever spoke when it ends, and not only its own.',
  issue: 'y-sweet#91',
  caughtBy: ['AWARE-3'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      handleAwareness(room, session, decoder) {
        const copy = createDecoder(decoder.arr);
        copy.pos = decoder.pos;
        const update = createDecoder(readVarUint8Array(copy));
        const spokenOf = mentions.get(session.connection) ?? { room, clients: new Set<number>() };
        mentions.set(session.connection, spokenOf);
        for (let count = readVarUint(update); count > 0; count--) {
          spokenOf.clients.add(readVarUint(update));
          readVarUint(update);
          readVarString(update);
        }
        handleAwareness(room, session, decoder);
      },
    }),
    device: (device) => ({
      ...device,
      accept(connection, request, info) {
        const handler = device.accept(connection, request, info);
        return {
          ...handler,
          close() {
            handler.close();
            const spokenOf = mentions.get(connection);
            if (spokenOf !== undefined)
              removeAwarenessStates(spokenOf.room.hub.awareness, [...spokenOf.clients], 'closed');
          },
        };
      },
    }),
  }),
};

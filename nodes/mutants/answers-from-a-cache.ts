import type { Mutant } from '#harness/contract/mutant.ts';
import { createDecoder, readVarUint } from 'lib0/decoding';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { handleSync } from '#nodes/sync-node/handle-sync.ts';
import type { Room } from '#nodes/sync-node/room.ts';
import { brokenNode } from './broken-node.ts';

const name = 'answers-from-a-cache';

export const answersFromACache: Mutant = {
  name,
  defect: 'Answers sync step 1 from a state that it encodes anew every ten seconds only.',
  issue: 'hocuspocus#766',
  caughtBy: ['CONV-1', 'CONV-3', 'SYNC-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts() {
      const caches = new Map<Room, { readonly state: Uint8Array; readonly atMs: number }>();
      return {
        handleSync(room, session, decoder, events) {
          const copy = createDecoder(decoder.arr);
          copy.pos = decoder.pos;
          if (readVarUint(copy) !== messageYjsSyncStep1)
            return handleSync(room, session, decoder, events);
          let cache = caches.get(room);
          if (cache === undefined || Date.now() - cache.atMs > 10_000) {
            cache = { state: encodeStateAsUpdate(room.doc), atMs: Date.now() };
            caches.set(room, cache);
          }
          const cached = new Doc();
          applyUpdate(cached, cache.state);
          handleSync({ ...room, doc: cached }, session, decoder, {
            ...events,
            step1Processed: () => events.step1Processed(room, session),
          });
          cached.destroy();
        },
      };
    },
  }),
};

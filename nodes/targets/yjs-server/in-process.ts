import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { createYjsServer, type CreateYjsServerOptions } from 'yjs-server';
import type { InProcessTarget } from '#harness/contract/in-process-target.ts';
import { roomOfPath } from '#nodes/in-process/room-of-path.ts';

/** yjs-server with the storage of its README: a room is loaded when it opens, and stored when the last one leaves. */
const target: InProcessTarget = {
  name: 'yjs-server',
  stores: 'when-left',
  create({ storage, gc }) {
    const rooms: NonNullable<CreateYjsServerOptions['rooms']> = new Map();
    const server = createYjsServer({
      createDoc: () => new Doc({ gc }),
      rooms,
      ...(storage !== null && {
        docStorage: {
          async loadDoc(name, doc) {
            for (const update of await storage.load(roomOfPath(name))) applyUpdate(doc, update);
          },
          storeDoc: (name, doc) => storage.replace(roomOfPath(name), encodeStateAsUpdate(doc)),
        },
      }),
    });
    return {
      accept: (socket, request) => server.handleConnection(socket, request),
      // Rooms are stored as their connections end: its README leaves the waiting to the program.
      async close() {
        server.close();
        await new Promise((resolve) => void setTimeout(resolve, 5_000));
      },
      *rooms() {
        for (const [name, { yDoc, awareness }] of rooms)
          yield [roomOfPath(name), { doc: yDoc, awareness }];
      },
    };
  },
};

export default target;

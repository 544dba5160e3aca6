import { Hocuspocus } from '@hocuspocus/server';
import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import type { InProcessTarget, ServedRoom } from '#harness/contract/in-process-target.ts';
import { createHocuspocusProvider } from './provider.ts';

/** Hocuspocus with storage by onLoadDocument and onStoreDocument, defaults elsewhere, as its `Server` feeds it. */
const target: InProcessTarget = {
  name: 'hocuspocus',
  dialect: 'hocuspocus',
  createProvider: createHocuspocusProvider,
  // 30 s of silence, then three tries to close, 3 s apart; 1 s until it dials, and up to 30 s between dials.
  reconnects: { watchdogMs: 42_000, backOffMs: 31_000 },
  create({ storage, gc }) {
    const documents = new Map<string, ServedRoom>();
    const hocuspocus = new Hocuspocus({
      quiet: true,
      yDocOptions: { gc, gcFilter: () => true },
      async onLoadDocument({ documentName, document }) {
        const served = { doc: document, awareness: document.awareness };
        documents.set(documentName, served);
        document.once('destroy', () => {
          if (documents.get(documentName) === served) documents.delete(documentName);
        });
        for (const update of (await storage?.load(documentName)) ?? [])
          applyUpdate(document, update);
      },
      async onStoreDocument({ documentName, document }) {
        await storage?.replace(documentName, encodeStateAsUpdate(document));
      },
    });
    return {
      accept(socket, { url, headers }) {
        const request = new Request(`http://${headers['host']}${url}`);
        const connection = hocuspocus.handleConnection(socket as unknown as WebSocket, request);
        socket.on('message', (data) =>
          connection.handleMessage(
            new Uint8Array(data instanceof ArrayBuffer ? data : Buffer.from(data)),
          ),
        );
        socket.on('close', (code, reason) =>
          connection.handleClose({ code, reason: reason.toString() }),
        );
      },
      rooms: () => documents,
      socketOf: (origin) =>
        typeof origin === 'object' && origin !== null && 'connection' in origin
          ? (origin.connection as { readonly webSocket?: unknown }).webSocket
          : undefined,
      // As its `Server` is destroyed; a document that cannot be stored is not waited for beyond a while.
      close: () =>
        new Promise((resolve) => {
          setTimeout(resolve, 10_000);
          const allUnloaded = async (): Promise<void> => {
            if (hocuspocus.getDocumentsCount() === 0) resolve();
          };
          hocuspocus.configuration.extensions.push({ afterUnloadDocument: allUnloaded });
          void allUnloaded();
          hocuspocus.closeConnections();
          hocuspocus.flushPendingStores();
        }),
    };
  },
};

export default target;

// Usage: node serve.mjs PORT FOLDER. yjs-server with tokens and storage as its README shows them.
import { WebSocketServer } from 'ws';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { createYjsServer } from 'yjs-server';
import { fileDocuments } from '../file-documents.mjs';

const [port, folder = ''] = process.argv.slice(2);
const documents = fileDocuments(folder);
const sockets = new WebSocketServer({ host: '127.0.0.1', port: Number(port) });
const yjs = createYjsServer({
  createDoc: () => new Doc(),
  docStorage: {
    async loadDoc(name, doc) {
      const state = documents.read(name);
      if (state !== null) applyUpdate(doc, state);
    },
    async storeDoc(name, doc) {
      documents.write(name, encodeStateAsUpdate(doc));
    },
  },
});

/** @param {string} token */
async function authorize(token) {
  if (token.startsWith('slow-')) await new Promise((resolve) => setTimeout(resolve, 1000));
  if (token !== 'writer' && token !== 'slow-writer') throw new Error('unknown token');
  return true;
}

sockets.on('connection', (socket, request) => {
  const token = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('token') ?? '';
  const authorized = authorize(token).catch(() => {
    socket.close(4001);
    return false;
  });
  yjs.handleConnection(socket, request, authorized);
});

process.on('SIGTERM', () => {
  yjs.close();
  sockets.close(() => {
    // Storing runs in promises of the close handlers.
    setTimeout(() => process.exit(0), 50);
  });
});

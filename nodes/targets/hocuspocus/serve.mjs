// Usage: node serve.mjs PORT FOLDER. Hocuspocus with tokens and file storage, by its documented hooks.
import { Server } from '@hocuspocus/server';
import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import { fileDocuments } from '../file-documents.mjs';

const [port, folder = ''] = process.argv.slice(2);
const documents = fileDocuments(folder);

const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  async onAuthenticate({ token, connectionConfig }) {
    if (token.startsWith('slow-')) await new Promise((resolve) => setTimeout(resolve, 1000));
    if (token === 'viewer') connectionConfig.readOnly = true;
    else if (token !== 'writer' && token !== 'slow-writer') throw new Error('unknown token');
  },
  async onLoadDocument({ documentName, document }) {
    const state = documents.read(documentName);
    if (state !== null) applyUpdate(document, state);
    return document;
  },
  async onStoreDocument({ documentName, document }) {
    documents.write(documentName, encodeStateAsUpdate(document));
  },
});

await server.listen();

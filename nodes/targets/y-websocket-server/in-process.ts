import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { IncomingMessage } from 'node:http';
import type * as utils from '@y/websocket-server/utils';
import type { WebSocket } from 'ws';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type {
  InProcessTarget,
  ServedRoom,
  ServerStorage,
} from '#harness/contract/in-process-target.ts';
import { roomOfPath } from '#nodes/in-process/room-of-path.ts';

type Module = typeof utils;
type SharedDoc = InstanceType<Module['WSSharedDoc']>;

/** One life of a node: what it holds, under names that no other life uses. */
interface Life {
  readonly storage: ServerStorage;
  /** Documents that are being bound to the storage: the module lists them only then. */
  readonly binding: Map<string, ServedRoom>;
}

/**
 * The module keeps its rooms and its storage in variables of its own, so one instance serves the nodes
 * with a disk, another those without. Lives share an instance under different document names, which the
 * server tells nobody.
 */
const [withDisk, withoutDisk] = await Promise.all([instance('disk'), instance('none')]);
const lives = new Map<string, Life>();
let born = 0;

withDisk.setPersistence({
  provider: null,
  // As it binds LevelDB, see its src/utils.js: y-leveldb tells of a failed write and goes on.
  bindState: (docName, doc) => void bind(docName, doc),
  writeState: () => Promise.resolve(),
});

async function bind(docName: string, doc: SharedDoc): Promise<void> {
  const life = lives.get(lifeOf(docName));
  if (life === undefined) return;
  const room = roomOfPath(docName);
  const store = (update: Uint8Array): void =>
    void life.storage
      .append(room, update)
      .catch((error: unknown) => console.warn('Error during y-leveldb transaction', error));
  const { awareness } = doc;
  life.binding.set(room, { doc, awareness });
  const loading = life.storage.load(room);
  life.binding.delete(room);
  const stored = new Doc();
  for (const update of await loading) applyUpdate(stored, update);
  store(encodeStateAsUpdate(doc));
  applyUpdate(doc, encodeStateAsUpdate(stored));
  doc.on('update', store);
}

/** The reference server of y-websocket 3: with a disk, its LevelDB storage, over the simulated disk. */
const target: InProcessTarget = {
  name: 'y-websocket-server',
  create({ storage, gc }) {
    const name = `life-${++born}`;
    const server = storage === null ? withoutDisk : withDisk;
    if (storage !== null) lives.set(name, { storage, binding: new Map() });
    const own = (docName: string): boolean => lifeOf(docName) === name;
    return {
      accept(socket, request) {
        const docName = `${name}${request.url.split('?')[0]}`;
        server.setupWSConnection(
          socket as unknown as WebSocket,
          request as unknown as IncomingMessage,
          { docName, gc },
        );
      },
      *rooms() {
        yield* lives.get(name)?.binding ?? [];
        for (const [docName, doc] of server.docs)
          if (own(docName)) yield [roomOfPath(docName), { doc, awareness: doc.awareness }];
      },
      died() {
        for (const docName of server.docs.keys()) if (own(docName)) server.docs.delete(docName);
        lives.delete(name);
      },
    };
  },
};

async function instance(query: string): Promise<Module> {
  const file = createRequire(import.meta.url).resolve('@y/websocket-server/package.json');
  const url = new URL(`src/utils.js?${query}`, pathToFileURL(file));
  return (await import(url.href)) as Module;
}

function lifeOf(docName: string): string {
  return docName.slice(0, docName.indexOf('/'));
}

export default target;

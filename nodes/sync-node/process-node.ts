import { createServer } from 'node:http';
import type { KeyValueStore } from '#harness/contract/key-value-store.ts';
import type { ProcessNode, ProcessStorage } from '#harness/contract/process-node.ts';
import { attachUpgrade } from './adapters/attach-upgrade.ts';
import { listenError } from './adapters/listen-error.ts';
import { admitByToken } from './admit-by-token.ts';
import { createNodeDevice } from './node-device.ts';
import { createFaultyStore } from './storage/faulty-store.ts';
import { openLevelStore } from './storage/level-store.ts';

const mebibyte = 1024 * 1024;
const host = '127.0.0.1';

/** Our own node as a process: its WebSockets by `ws`, its rooms in LevelDB. */
export const processNode: ProcessNode = {
  name: 'yardstick',
  awareness: 'facade',
  async open(spec, dataFolder) {
    const disk: (KeyValueStore & ProcessStorage) | null =
      spec.storage === 'none'
        ? null
        : createFaultyStore(
            await openLevelStore(dataFolder, (line) => void process.stderr.write(`${line}\n`)),
          );
    return {
      storage: disk,
      start: (context) =>
        createNodeDevice(context, { disk, parts: { authenticate: admitByToken } }),
      async listen(accept, port) {
        const server = createServer((_request, response) => {
          response.writeHead(404).end();
        });
        let connections = 0;
        const terminateAll = attachUpgrade(server, {
          node: {
            accept: (connection, request, id) =>
              accept(connection, request, { id, link: '', dialler: '', listener: '', room: '' }),
          },
          metrics: { count: () => undefined },
          maxMessageBytes: 16 * mebibyte,
          maxBufferedBytes: 64 * mebibyte,
          nextConnection: () => `${spec.name}/${++connections}`,
        });
        await new Promise<void>((resolve, reject) => {
          server.once('error', (error) => reject(listenError(error, host, port)));
          server.listen({ port, host }, resolve);
        });
        return {
          async stop() {
            const stopped = new Promise<void>((resolve) => void server.close(() => resolve()));
            terminateAll();
            server.closeAllConnections();
            await stopped;
          },
        };
      },
    };
  },
};

// Usage: serve.ts PORT FOLDER [PEER...]. Our own sync node with its storage and tokens.
import { Elysia } from 'elysia';
import { syncNode } from '#nodes/sync-node/app.ts';
import { createAuthenticate } from '#nodes/sync-node/auth/create-authenticate.ts';
import { dialNodes } from '#nodes/sync-node/dial-nodes.ts';
import { serve } from '#nodes/sync-node/serve.ts';
import { openRoomStorage } from '#nodes/sync-node/storage/open-room-storage.ts';
import { yardstickCapabilities } from './capabilities.ts';

const [port, folder = '', ...templates] = process.argv.slice(2);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { tokens, maxMessageBytes } = yardstickCapabilities;
const authenticate = createAuthenticate({
  token: tokens.readWrite,
  readOnlyToken: tokens.readOnly,
});

const app = new Elysia().use(
  syncNode({
    say,
    storage: await openRoomStorage(folder, say),
    openDials: dialNodes({ templates, token: tokens.readWrite, say }),
    maxMessageBytes,
    // A slow check, and then as without its prefix.
    async authenticate(request) {
      if (request.url.includes('token=slow-')) {
        await new Promise((resolve) => void setTimeout(resolve, 1_000));
      }
      return authenticate({ ...request, url: request.url.replace('token=slow-', 'token=') });
    },
  }),
);
const serving = await serve(app, { port: Number(port) });

process.once('SIGTERM', () => {
  void serving.stop().then(() => process.exit(0));
});

import { readFile } from 'node:fs/promises';
import { Elysia } from 'elysia';
import { syncNode } from '../app.ts';
import { createAuthenticate } from '../auth/create-authenticate.ts';
import { beat } from '../heartbeat.ts';
import { createRoomPersistence } from '../room-persistence.ts';
import { serve, type Serving } from '../serve.ts';
import { openRoomStorage } from '../storage/open-room-storage.ts';

/** Options of a server under test, as JSON, so that it may run in another process. */
export interface TestServerOptions {
  readonly port?: number;
  readonly token?: string;
  readonly readOnlyToken?: string;
  readonly origins?: readonly string[];
  readonly maxMessageBytes?: number;
  readonly maxBufferedBytes?: number;
  readonly maxConnections?: number;
  readonly maxRooms?: number;
  /** How long each authentication takes. */
  readonly authDelayMs?: number;
  readonly dataDir?: string;
  readonly compactEvery?: number;
  /** Speaks wss with the self-signed certificate beside this file. */
  readonly secure?: boolean;
}

/** Serves a sync node in somebody's Elysia app, in this process. */
export async function startServer(options: TestServerOptions): Promise<Serving> {
  const { authDelayMs = 0, dataDir, compactEvery } = options;
  const authenticate = createAuthenticate(options);
  const app = new Elysia()
    .get('/', () => 'somebody’s app')
    .use(
      syncNode({
        ...options,
        ...(dataDir === undefined
          ? {}
          : { storage: await openRoomStorage(dataDir, console.error) }),
        ...(authDelayMs === 0
          ? {}
          : {
              authenticate: async (request) => {
                await new Promise((resolve) => void setTimeout(resolve, authDelayMs));
                return authenticate(request);
              },
            }),
        ...(compactEvery === undefined
          ? {}
          : {
              parts: {
                createPersistence: (storage, room, state, observer) =>
                  createRoomPersistence(storage, room, state, observer, compactEvery),
              },
            }),
      }),
    );
  // What time does at a heartbeat, done by a test; and which connections were heard from since.
  const roomsNow = () => [...app.decorator.syncNode.node.rooms.all()];
  app.post('/beat', () => roomsNow().forEach(beat));
  app.get('/heard', () =>
    roomsNow().flatMap(({ sessions }) => [...sessions].map((s) => s.heardFrom)),
  );
  const pem = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');
  return serve(app, {
    port: options.port ?? 0,
    ...(options.secure === true
      ? { tls: { cert: await pem('localhost-cert.pem'), key: await pem('localhost-key.pem') } }
      : {}),
  });
}

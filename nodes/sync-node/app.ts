import { Elysia, t } from 'elysia';
import { bunHandlers } from './adapters/bun-handlers.ts';
import { createHostedNode, type HostedNodeOptions } from './hosted-node.ts';
import { readBody } from './http/read-body.ts';
import { readRoom, writeRoom } from './http/room-access.ts';
import { upgradeRequestOf } from './http/upgrade-request.ts';
import { roomOf } from './room-of.ts';

const octets = 'application/octet-stream';
const badRoom = 'the path must be /rooms/ROOM, URL-encoded';

/**
 * A sync node as an Elysia plugin: rooms over WebSocket and HTTP below `/rooms/`, `/health` and
 * `/metrics`. Mount it at the root, and on Node start the app with `serve`, which attaches the
 * WebSocket upgrade; on Bun `serve` sets the limits, and `listen` alone works too.
 */
export function syncNode(options: HostedNodeOptions = {}) {
  const hosted = createHostedNode(options);

  const guarded = new Elysia()
    .resolve(async ({ request, set, status }) => {
      const admission = await hosted.authenticate(upgradeRequestOf(request));
      if (typeof admission !== 'object') return { access: admission };
      set.headers['www-authenticate'] = 'Bearer';
      return status(401, admission.denied);
    })
    .get(
      '/rooms',
      async ({ request, status }) => {
        // Elysia takes an empty room name for the list.
        if (upgradeRequestOf(request).url.startsWith('/rooms/')) return status(400, badRoom);
        return (await hosted.roomNames()).map((id) => {
          const room = hosted.node.rooms.get(id);
          return { id, connections: room?.sessions.size ?? 0, state: room?.state ?? 'stored' };
        });
      },
      {
        response: {
          200: t.Array(t.Object({ id: t.String(), connections: t.Number(), state: t.String() })),
          400: t.String(),
          401: t.String(),
        },
      },
    )
    .get('/rooms/*', async ({ request, status }) => {
      const name = roomOf(upgradeRequestOf(request).url);
      if (name === null) return status(400, badRoom);
      const state = await readRoom(hosted, name);
      if (state === null) return status(404, 'nobody ever wrote to this room');
      return new Response(state.slice(), { headers: { 'content-type': octets } });
    })
    .post(
      '/rooms/*',
      async ({ request, access, status }) => {
        const name = roomOf(upgradeRequestOf(request).url);
        if (name === null) return status(400, badRoom);
        if (access === 'read-only') return status(403, 'this token may only read');
        if (request.headers.get('content-type')?.split(';')[0]?.trim() !== octets)
          return status(415, `the body must be a Yjs update (V1) as ${octets}`);
        const body = await readBody(request, hosted.maxMessageBytes);
        if (body === null) return status(413, `over ${hosted.maxMessageBytes} bytes`);
        switch (await writeRoom(hosted, name, body)) {
          case 'stored':
            return new Response(null, { status: 204 });
          case 'malformed':
            return status(400, 'the body is no Yjs update (V1)');
          case 'full':
            return status(503, 'too many rooms, or stopping; try again later');
        }
      },
      { parse: 'none' },
    )
    .get('/metrics', () => {
      const { node, metrics } = hosted;
      const gauges = { connections: node.connections(), rooms: node.rooms.count() };
      return new Response(metrics.text(gauges), {
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      });
    });

  const app = new Elysia()
    .decorate('syncNode', hosted)
    .onRequest(({ request, status }) => {
      const asks = request.headers.get('upgrade')?.toLowerCase() === 'websocket';
      const isRoom = upgradeRequestOf(request).url.startsWith('/rooms/');
      if (asks && isRoom && !runsOnBun) {
        return status(
          426,
          'no WebSocket here: start the app with serve(app, {port}), not otherwise',
        );
      }
    })
    .get(
      '/health',
      ({ status }) => {
        const failingRooms = hosted.metrics.failingRooms().length;
        return failingRooms === 0
          ? { status: 'ok' as const, failingRooms }
          : status(503, { status: 'storage failing' as const, failingRooms });
      },
      {
        response: {
          200: t.Object({ status: t.Literal('ok'), failingRooms: t.Number() }),
          503: t.Object({ status: t.Literal('storage failing'), failingRooms: t.Number() }),
        },
      },
    )
    .use(guarded);
  if (!runsOnBun) return app;
  const handlers = bunHandlers(hosted);
  return app.ws('/rooms', handlers).ws('/rooms/*', handlers);
}

const runsOnBun = 'Bun' in globalThis;

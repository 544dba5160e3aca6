import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import type { RunningTarget } from '#harness/contract/target.ts';
import type { ReferenceParts } from './reference-parts.ts';
import type { Access, ReferenceConnection, ReferenceRoom } from './reference-room.ts';
import { openReferenceRoom } from './open-reference-room.ts';

export interface ReferenceServerOptions {
  readonly port: number;
  readonly disk: Map<string, Uint8Array[]>;
  readonly peers: readonly string[];
  readonly parts: ReferenceParts;
  readonly revoked: Set<string>;
}

/** Its heartbeat, some 50 times as fast as that of a real server, for cases at time scale 1/50. */
const heartbeatMs = 250;
const missedPongs = 15;

/** A y-protocols server over `ws`, assembled from replaceable parts. */
export async function startReferenceServer(
  options: ReferenceServerOptions,
): Promise<RunningTarget> {
  const { port, disk, peers, parts, revoked } = options;
  const rooms = new Map<string, ReferenceRoom>();
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, maxPayload: parts.maxPayload });
  const links = new Set<WebSocket>();
  const timers = new Set<NodeJS.Timeout>();
  const withdrawn = new Map<string, Set<ReferenceConnection>>();
  let alive = true;

  function roomNamed(name: string): ReferenceRoom {
    const existing = rooms.get(name);
    if (existing !== undefined) return existing;
    const key = parts.storageKey(name);
    const durable = disk.get(key) ?? [];
    disk.set(key, durable);
    const room = openReferenceRoom({ name, durable, parts, crash: () => void end(null) });
    rooms.set(name, room);
    for (const template of peers) dial(room, template);
    return room;
  }

  /** One connection's life in its room; returns its frame and close handlers. */
  function enter(
    room: ReferenceRoom,
    connection: ReferenceConnection,
  ): {
    frame(data: Buffer, isBinary: boolean): void;
    closed(code: number): void;
  } {
    room.connections.add(connection);
    parts.welcome(room, connection);
    return {
      frame(data, isBinary) {
        if (!isBinary) {
          parts.malformed(room, connection, 'text');
          return;
        }
        try {
          parts.receive(room, connection, new Uint8Array(data), parts);
        } catch {
          parts.malformed(room, connection, 'frame');
        }
      },
      closed(code) {
        room.connections.delete(connection);
        parts.left(room, connection, code);
        const clients = [...room.connections].filter(({ kind }) => kind === 'accepted');
        if (clients.length === 0 && peers.length === 0) {
          parts.idle(room, () => {
            rooms.delete(room.name);
            room.doc.destroy();
          });
        }
      },
    };
  }

  function dial(room: ReferenceRoom, template: string): void {
    if (!alive) return;
    const url = `${template.replace('{id}', encodeURIComponent(room.name))}?token=writer`;
    const socket = new WebSocket(url);
    links.add(socket);
    socket.on('error', () => undefined);
    socket.on('open', () => {
      const { frame, closed } = enter(room, connectionOver(socket, 'dialled', 'read-write', parts));
      socket.on('message', frame);
      socket.on('close', closed);
    });
    socket.on('close', () => {
      links.delete(socket);
      if (parts.redialMs !== null)
        timers.add(setTimeout(() => dial(room, template), parts.redialMs));
    });
  }

  sockets.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '/', 'ws://localhost');
    const token = url.searchParams.get('token');
    const name = parts.roomOf(url.pathname, url.search);
    const waiting: [Buffer, boolean][] = [];
    let waitingBytes = 0;
    let entered: ReturnType<typeof enter> | null = null;
    let room: ReferenceRoom | null = null;
    const admit = (access: Access): void => {
      if (!alive) return;
      const connection = connectionOver(socket, 'accepted', access, parts);
      if (access === 'denied') {
        parts.deny(connection);
        return;
      }
      if (token !== null) {
        withdrawn.set(token, (withdrawn.get(token) ?? new Set()).add(connection));
      }
      room = roomNamed(name);
      entered = enter(room, connection);
      for (const [data, isBinary] of waiting.splice(0)) entered.frame(data, isBinary);
      if (socket.readyState !== WebSocket.OPEN) entered.closed(1005);
    };
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!alive) return;
      if (entered !== null) entered.frame(data, isBinary);
      else if (parts.early(() => roomNamed(name), new Uint8Array(data), parts)) return;
      else if (parts.overflows((waitingBytes += data.length))) socket.close(1009);
      else waiting.push([data, isBinary]);
    });
    socket.on('error', () => {
      if (room !== null) parts.malformed(room, null, 'transport');
    });
    socket.on('close', (code) => entered?.closed(code));
    const access = parts.authenticate(token, name);
    if (access instanceof Promise) void access.then(admit);
    else admit(access);
  });

  const heartbeat = setInterval(() => {
    for (const room of rooms.values()) {
      for (const connection of room.connections) parts.beat(room, connection);
    }
  }, heartbeatMs);

  /** `code` null: without a closing handshake. */
  async function end(code: number | null): Promise<void> {
    if (!alive) return;
    alive = false;
    clearInterval(heartbeat);
    for (const timer of timers) clearTimeout(timer);
    for (const socket of [...sockets.clients, ...links]) {
      if (code === null) socket.terminate();
      else socket.close(code);
    }
    for (const room of rooms.values()) room.doc.destroy();
    sockets.close();
    http.close();
    await once(http, 'close');
  }

  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: (room) => `ws://127.0.0.1:${port}/${encodeURIComponent(room)}`,
    alive: () => alive,
    stop: () => end(parts.goodbye),
    kill: () => end(null),
    async revoke() {
      revoked.add('fired');
      for (const connection of withdrawn.get('fired') ?? []) parts.revoke(connection);
    },
  };
}

function connectionOver(
  socket: WebSocket,
  kind: ReferenceConnection['kind'],
  access: Access,
  parts: ReferenceParts,
): ReferenceConnection {
  let unanswered = 0;
  socket.on('pong', () => {
    unanswered = 0;
  });
  return {
    kind,
    access,
    owned: new Set(),
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) parts.send(socket, frame);
    },
    sendText: (text) => socket.send(text),
    close: (code) => socket.close(code),
    ping() {
      if (unanswered++ >= missedPongs) socket.terminate();
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    },
  };
}

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { HostedNode } from '../hosted-node.ts';
import type { SyncNode } from '../sync-node.ts';
import { createInbox } from './inbox.ts';
import { createNodeConnection, type ConnectionLimits } from './node-connection.ts';

/** What takes the connections: a hosted node, or whatever stands for one. */
export interface UpgradeTarget
  extends ConnectionLimits, Pick<HostedNode, 'maxMessageBytes' | 'nextConnection'> {
  readonly node: Pick<SyncNode, 'accept'>;
}

/**
 * Accepts the WebSocket upgrades of an HTTP server for a node. Every upgrade is accepted, and one that is
 * denied is then closed with a code: y-websocket retries for ever where the upgrade itself fails.
 * Gives a function that ends all sockets at once.
 */
export function attachUpgrade(server: Server, hosted: UpgradeTarget): () => void {
  const upgrades = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: hosted.maxMessageBytes,
    perMessageDeflate: false,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    upgrades.handleUpgrade(request, socket, head, (opened) => serve(opened, request, hosted));
  });
  return () => {
    for (const socket of upgrades.clients) socket.terminate();
  };
}

function serve(socket: WebSocket, request: IncomingMessage, hosted: UpgradeTarget): void {
  const handler = hosted.node.accept(
    createNodeConnection(socket, request.socket, hosted),
    { url: request.url ?? '/', headers: headersOf(request) },
    hosted.nextConnection(),
  );
  const inbox = createInbox(handler);
  socket.on('message', (data, isBinary) => {
    inbox.put(isBinary ? bytesOf(data) : bytesOf(data).toString('utf8'));
  });
  socket.on('pong', () => handler.pong());
  socket.on('close', (code) => {
    inbox.empty();
    handler.close(code);
  });
  // A breach of the WebSocket protocol, or a message too big; `ws` closes the socket with its code.
  socket.on('error', () => hosted.metrics.count('protocol_errors'));
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join() : value,
    ]),
  );
}

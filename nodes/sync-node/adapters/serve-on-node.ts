import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { toNodeHandler } from 'srvx/node';
import type { HostedNode } from '../hosted-node.ts';
import type { Serving, ServeOptions } from '../serve.ts';
import { attachUpgrade } from './attach-upgrade.ts';
import { listenError } from './listen-error.ts';

/**
 * Serves an app by Node's own HTTP server, and the node's WebSockets by `ws` on its upgrades. (Elysia's
 * Node adapter corrupts binary frames.)
 */
export async function serveOnNode(
  fetch: (request: Request) => Response | Promise<Response>,
  hosted: HostedNode,
  { port, host, tls }: Required<Omit<ServeOptions, 'tls'>> & Pick<ServeOptions, 'tls'>,
): Promise<Serving> {
  const listener = guarded(toNodeHandler(fetch) as RequestListener);
  const server: Server =
    tls === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ cert: tls.cert, key: tls.key }, listener);
  const terminateAll = attachUpgrade(server, hosted);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen({ port, host }, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;

  return {
    port: bound,
    async stop() {
      const stopped = new Promise<void>((resolve) => void server.close(() => resolve()));
      await hosted.close();
      terminateAll();
      server.closeAllConnections();
      await stopped;
    },
  };
}

/** A request line that is no URL throws in the handler; it must not end the process. */
function guarded(listener: RequestListener): RequestListener {
  return async (request, response) => {
    try {
      await listener(request, response);
    } catch {
      if (!response.headersSent) response.writeHead(400);
      response.end();
    }
  };
}

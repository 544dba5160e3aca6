import type { AnyElysia } from 'elysia';
import type { HostedNode } from '../hosted-node.ts';
import type { Serving, ServeOptions } from '../serve.ts';
import { listenError } from './listen-error.ts';

/** Bun's default ends what was silent for so long; the node's heartbeat is 15 s. */
const idleTimeoutSeconds = 120;
/** Bun drops frames above its own limit; the node's, checked before each, is lower. */
const unlimited = 2 ** 31 - 1;

/** Serves an app by Elysia's own `listen` on Bun, with limits and without sharing the port. */
export async function serveOnBun(
  app: AnyElysia,
  hosted: HostedNode,
  { port, host, tls }: Required<Omit<ServeOptions, 'tls'>> & Pick<ServeOptions, 'tls'>,
): Promise<Serving> {
  try {
    app.listen({
      port,
      hostname: host,
      // Otherwise a second listener on the same port is let in, in silence.
      reusePort: false,
      ...(tls === undefined ? {} : { tls: { cert: tls.cert, key: tls.key } }),
      websocket: {
        maxPayloadLength: hosted.maxMessageBytes,
        backpressureLimit: unlimited,
        closeOnBackpressureLimit: true,
        idleTimeout: idleTimeoutSeconds,
        perMessageDeflate: false,
      },
    });
  } catch (error) {
    throw listenError(error, host, port);
  }
  return {
    port: app.server?.port ?? port,
    async stop() {
      await hosted.close();
      // Without `true` it waits for ever for sockets that stay open.
      await app.server?.stop(true);
    },
  };
}

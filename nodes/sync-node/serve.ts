import type { AnyElysia } from 'elysia';
import { UsageError } from '#harness/contract/usage-error.ts';
import { serveOnBun } from './adapters/serve-on-bun.ts';
import { serveOnNode } from './adapters/serve-on-node.ts';
import { isHostedNode } from './hosted-node.ts';

export interface ServeOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** Loopback by default. */
  readonly host?: string;
  /** Certificate chain and private key, PEM; with them the server speaks https and wss. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A server that listens. */
export interface Serving {
  readonly port: number;
  /** Stops listening, flushes and closes the node, ends every connection. */
  stop(): Promise<void>;
}

/**
 * Serves an app that uses `syncNode`, on Node or Bun. Rejects with a {@link UsageError} where it cannot
 * listen, or the app has no sync node.
 */
export async function serve(app: AnyElysia, options: ServeOptions): Promise<Serving> {
  const hosted: unknown = Reflect.get(Object(app.decorator), 'syncNode');
  if (!isHostedNode(hosted)) {
    throw new UsageError(
      'the app has no sync node: app.use(syncNode({...})) before serve(app, ...)',
    );
  }
  const full = { host: '127.0.0.1', ...options };
  if ('Bun' in globalThis) return serveOnBun(app, hosted, full);
  return serveOnNode((request) => app.fetch(request), hosted, full);
}

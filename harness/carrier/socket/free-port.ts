import { createServer } from 'node:net';
import { UsageError } from '#harness/contract/usage-error.ts';

/**
 * Below what kernels give to outgoing connections (Linux from 32768, others from 49152), so that no
 * connection takes the port of a node while it restarts.
 */
const first = 18_000;
const last = 31_999;
const tries = 50;

/**
 * A loopback port on which nothing listens and which is not among `taken`.
 * @throws UsageError if none is found.
 */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (let count = 0; count < tries; count++) {
    const port = first + Math.floor(Math.random() * (last - first + 1));
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new UsageError(
    `no free port was found between ${first} and ${last} on 127.0.0.1: stop what listens there`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

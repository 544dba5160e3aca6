import type { Server } from 'node:net';
import { addressText, type ListenAddress } from './listen-address.ts';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
};

/**
 * Binds a server and resolves with the real address (port 0 replaced).
 * @throws Error worded as Go words it, with Node's error as its cause.
 */
export function listen(server: Server, wanted: ListenAddress): Promise<ListenAddress> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = reasons[error.code ?? ''] ?? error.message;
      reject(new Error(`listen tcp ${addressText(wanted)}: bind: ${reason}`, { cause: error }));
    });
    server.listen({ ...wanted, exclusive: true }, () => {
      server.removeAllListeners('error');
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('not a TCP server');
      resolve({ host: bound.address, port: bound.port });
    });
  });
}

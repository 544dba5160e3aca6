import { createServer } from 'node:net';
import { HarnessFault } from '#harness/contract/harness-fault.ts';

/** A loopback TCP port that nobody listened on a moment ago. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new HarnessFault('the system gave no loopback port'));
      });
    });
  });
}

import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { Nonconformance } from '../nonconformance.ts';
import { Unsupported } from '../unsupported.ts';

/**
 * Upgrades to WebSocket by hand and gives the bare TCP connection, on which anything may be written.
 * Plain `ws:` only.
 */
export function openRawSocket(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Socket> {
  if (!url.startsWith('ws:')) {
    return Promise.reject(new Unsupported('bytes below WebSocket are written on plain ws: only'));
  }
  const { hostname, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const refused = (why: string): void => {
      reject(new Nonconformance('the connection is accepted', why));
    };
    const upgrade = request({
      hostname,
      port: port === '' ? 80 : Number(port),
      path: `${pathname}${search}`,
      headers: {
        ...headers,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    });
    upgrade.on('upgrade', (_response, socket) => {
      // It is broken on purpose: how it ends is not of interest.
      socket.on('error', () => undefined);
      socket.resume();
      resolve(socket);
    });
    upgrade.on('response', ({ statusCode }) => refused(`HTTP ${statusCode}`));
    upgrade.on('error', (error) => refused(error.message));
    upgrade.setTimeout(5_000, () => upgrade.destroy(new Error('no answer within 5 s')));
    upgrade.end();
  });
}

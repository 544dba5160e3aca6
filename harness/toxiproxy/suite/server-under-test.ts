import { startToxiproxyWorker } from '../start-toxiproxy-worker.ts';
import type { ToxiproxyServer } from '../start-toxiproxy.ts';

export interface ServerUnderTest {
  readonly name: 'embedded' | 'real';
  start(): Promise<ToxiproxyServer>;
}

/** The embedded server always, the real one where `TOXIPROXY_URL` says where it is. */
export function serversUnderTest(): ServerUnderTest[] {
  const url = process.env['TOXIPROXY_URL'];
  const embedded: ServerUnderTest = { name: 'embedded', start: () => startToxiproxyWorker() };
  if (!url) return [embedded];
  const real = { url: url.replace(/\/+$/, ''), stop: async () => {} };
  return [embedded, { name: 'real', start: async () => real }];
}

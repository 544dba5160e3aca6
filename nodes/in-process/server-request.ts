import type { UpgradeRequest } from '#harness/contract/connection.ts';
import type { ServerRequest } from '#harness/contract/in-process-target.ts';

/** The upgrade request as Node shows it to a server. */
export function createServerRequest({ url, headers }: UpgradeRequest, host: string): ServerRequest {
  return {
    method: 'GET',
    url,
    headers: { host, ...headers },
    socket: { remoteAddress: '127.0.0.1' },
  };
}

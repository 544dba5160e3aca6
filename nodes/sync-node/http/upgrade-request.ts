import type { UpgradeRequest } from '#harness/contract/connection.ts';

/** A fetch request as the node's core reads requests: raw path and query, lower-case header names. */
export function upgradeRequestOf(request: Request): UpgradeRequest {
  const path = request.url.indexOf('/', request.url.indexOf('//') + 2);
  return {
    url: path < 0 ? '/' : request.url.slice(path),
    headers: Object.fromEntries([...request.headers]),
  };
}

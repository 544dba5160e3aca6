import type { UpgradeRequest } from '#harness/contract/connection.ts';

/** The token a request shows: `Authorization: Bearer TOKEN`, else `?token=TOKEN`; '' = none. */
export function tokenOf(request: UpgradeRequest): string {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers['authorization'] ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const query = request.url.split('?', 2)[1] ?? '';
  return new URLSearchParams(query).get('token') ?? '';
}

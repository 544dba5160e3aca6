import type { UpgradeRequest } from '#harness/contract/connection.ts';

const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether the page that makes a browser send this request is allowed to. Programs that are no browser
 * send no `Origin` and are judged by their token alone. `allowed` lists origins such as
 * `https://app.example`; `loopback` stands for every page served by this machine.
 */
export function admitsOrigin(
  request: UpgradeRequest,
  allowed: readonly string[] | 'loopback' | 'any',
): boolean {
  const origin = request.headers['origin'];
  if (origin === undefined || allowed === 'any') return true;
  return allowed === 'loopback' ? loopback.test(origin) : allowed.includes(origin);
}

import type { ConnectionInfo } from '#harness/contract/network.ts';

const header = 'x-yardstick-connection';

/** Headers of an upgrade that tell the listener which connection of the run it is. */
export function connectionHeaders(info: ConnectionInfo): Record<string, string> {
  const { id, link, dialler, listener, room } = info;
  return { [header]: [id, link, dialler, listener, room].map(encodeURIComponent).join() };
}

/** What they told; null for a connection that the harness did not dial. */
export function connectionIn(
  headers: Readonly<Record<string, string | undefined>>,
): ConnectionInfo | null {
  const parts = headers[header]?.split(',').map(decodeURIComponent) ?? [];
  const [id, link, dialler, listener, room] = parts;
  if (id === undefined || link === undefined || dialler === undefined) return null;
  if (listener === undefined || room === undefined) return null;
  return { id, link, dialler, listener, room };
}

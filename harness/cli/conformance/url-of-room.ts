import { UsageError } from '#harness/contract/usage-error.ts';
import type { DialectName } from '#harness/contract/target.ts';

/**
 * How the URL of a room follows from a server's URL: the name, percent-encoded, at `{room}`, or else
 * appended to the path as the y-websocket provider does. The hocuspocus dialect names rooms in frames.
 */
export function urlOfRoom(server: string, dialect: DialectName): (room: string) => string {
  const sample = server.replaceAll('{room}', 'room');
  const parsed = URL.canParse(sample) ? new URL(sample) : null;
  if (parsed === null || !['ws:', 'wss:'].includes(parsed.protocol)) {
    throw new UsageError(`"${server}" is no WebSocket URL; give one like ws://localhost:1234`);
  }
  return (room) => {
    const name = encodeURIComponent(room);
    if (server.includes('{room}')) return server.replaceAll('{room}', () => name);
    if (dialect === 'hocuspocus') return server;
    return `${parsed.origin === 'null' ? `${parsed.protocol}//${parsed.host}` : parsed.origin}${parsed.pathname.replace(/\/$/, '')}/${name}${parsed.search}`;
  };
}

/** The URL of a room as the y-websocket provider dials it: the name, percent-encoded, as the path. */
export function roomUrl(port: number, room: string): string {
  return `ws://127.0.0.1:${port}/${encodeURIComponent(room)}`;
}

/** What our own node can do, whatever runs it. */
export const yardstickCapabilities = {
  persistence: true,
  keepsIdleRooms: true,
  acknowledges: 'disk',
  multiMessageFrames: true,
  dialsPeers: true,
  maxMessageBytes: 1024 * 1024,
  keepAliveMs: [15_000],
  tokens: {
    readWrite: 'writer',
    readOnly: 'viewer',
    denied: 'nobody',
    slow: 'slow-writer',
    slowDenied: 'slow-nobody',
  },
} as const;

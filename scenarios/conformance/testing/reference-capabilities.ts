/** Every capability of the contract, so that the reference runs every case. */
export const referenceCapabilities = {
  persistence: true,
  keepsIdleRooms: true,
  acknowledges: 'disk',
  maxMessageBytes: 1024 * 1024,
  multiMessageFrames: true,
  dialsPeers: true,
  tokens: {
    readWrite: 'writer',
    readOnly: 'viewer',
    denied: 'nobody',
    slow: 'slow-writer',
    slowDenied: 'slow-nobody',
    revocable: 'fired',
  },
} as const;

/**
 * y-websocket's `resyncInterval` reads `WebSocket.OPEN` from the global, which Node 20 lacks. The
 * constants alone are given; dialling goes through the class that a provider is handed.
 */
export function patchWebSocketConstants(): void {
  if ('WebSocket' in globalThis) return;
  Object.defineProperty(globalThis, 'WebSocket', {
    value: Object.freeze({ CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }),
    configurable: true,
    writable: true,
  });
}

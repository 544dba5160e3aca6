import type { ExpectedFailure } from '#harness/contract/target.ts';

/** Each confirmed by hand; see the link. */
export const expectedFailures: readonly ExpectedFailure[] = [
  {
    case: 'YS-HAND-012',
    reason: 'Sends no presence on connect: users appear at their next renewal, up to 15 s later.',
    link: 'reports/findings/pycrdt-websocket-presence.md',
  },
  {
    case: 'YS-HAND-014',
    occurs: 'sometimes',
    reason:
      'The second to enter a room that is being started waits for a lock that is held as long as the room lives.',
    link: 'reports/findings/pycrdt-websocket-enter-together.md',
  },
  {
    case: 'YS-AWAR-008',
    reason: 'Removes nobody when a connection ends.',
    link: 'reports/findings/pycrdt-websocket-presence.md',
  },
  {
    case: 'YS-AWAR-009',
    reason: 'Removes nobody when a connection ends.',
    link: 'reports/findings/pycrdt-websocket-presence.md',
  },
  {
    case: 'YS-AWAR-012',
    occurs: 'sometimes',
    reason:
      'The same clock after a removal, unless an observer’s echo of it reaches the returned client, who then counts on; or the process has ended, see YS-LIFE-012.',
    link: 'https://github.com/yjs/y-websocket/issues/122',
  },
  {
    case: 'YS-MALF-006',
    reason: 'Passes awareness on before it has read it: a y-websocket client throws in JSON.parse.',
    link: 'reports/findings/awareness-that-is-not-json.md',
  },
  {
    case: 'YS-LIFE-002',
    occurs: 'sometimes',
    reason:
      'A send to a client that has left ends the room: everybody in it is closed with 1006, though the process may live.',
    link: 'reports/findings/pycrdt-websocket-send-to-the-departed.md',
  },
  {
    case: 'YS-*',
    occurs: 'sometimes',
    came: 'ClientDisconnected',
    reason: 'A send to a client that has left ends the process, in any case in which one leaves.',
    link: 'reports/findings/pycrdt-websocket-send-to-the-departed.md',
  },
];

import type { ExpectedFailure } from '#harness/contract/target.ts';

/** Each confirmed by hand; see the link. */
export const expectedFailures: readonly ExpectedFailure[] = [
  {
    case: 'YS-AWAR-006',
    reason: 'Closes with 1003 on every message type but sync and awareness.',
    link: 'reports/findings/yjs-server-closes.md',
  },
  {
    case: 'YS-AWAR-012',
    reason:
      'A state at the clock at which its user is known to be gone is ignored, until the next renewal 15 s later.',
    link: 'https://github.com/yjs/y-websocket/issues/122',
  },
  {
    case: 'YS-AUTH-004',
    reason: 'The README denies with 4001, after which y-websocket dials again every 2.5 s.',
    link: 'reports/findings/yjs-server-closes.md',
  },
  {
    case: 'YS-MALF-017',
    reason: 'No listener for errors of the socket: a WebSocket protocol error ends the process.',
    link: 'reports/findings/websocket-error-ends-the-process.md',
  },
  {
    case: 'YS-MALF-018',
    reason: 'No listener for errors of the socket: a WebSocket protocol error ends the process.',
    link: 'reports/findings/websocket-error-ends-the-process.md',
  },
  {
    case: 'YS-MALF-019',
    reason: 'No listener for errors of the socket: a WebSocket protocol error ends the process.',
    link: 'reports/findings/websocket-error-ends-the-process.md',
  },
  {
    case: 'YS-PERS-009',
    reason: 'Stores what the update event of Yjs gives it, and a waiting update fires none.',
    link: 'reports/findings/pending-updates-are-not-stored.md',
  },
];

import type { ExpectedFailure } from '#harness/contract/target.ts';

/** Each confirmed by hand; see the link. */
export const expectedFailures: readonly ExpectedFailure[] = [
  {
    case: 'YS-AWAR-012',
    reason:
      'A state at the clock at which its user is known to be gone is ignored, until the next renewal 15 s later.',
    link: 'https://github.com/yjs/y-websocket/issues/122',
  },
  {
    case: 'YS-MALF-017',
    reason: 'No listener for errors of the socket: a WebSocket protocol error ends the process.',
    link: 'reports/findings/websocket-error-ends-the-process.md',
  },
  {
    case: 'YS-MALF-019',
    reason: 'No listener for errors of the socket: a WebSocket protocol error ends the process.',
    link: 'reports/findings/websocket-error-ends-the-process.md',
  },
  {
    case: 'YS-LIFE-008',
    reason: 'It does not handle SIGTERM: its sockets end with the process.',
    link: 'https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1',
  },
  {
    case: 'YS-PERS-002',
    occurs: 'sometimes',
    reason: 'Answers step 1 while the room is still being read from LevelDB.',
    link: 'https://github.com/yjs/y-websocket/issues/81',
  },
  {
    case: 'YS-PERS-003',
    occurs: 'sometimes',
    reason: 'A room is read again from LevelDB before what its last client wrote is in it.',
    link: 'reports/findings/return-before-stored.md',
  },
  {
    case: 'YS-PERS-005',
    occurs: 'sometimes',
    reason: 'Does not handle SIGTERM: updates still on their way to LevelDB are lost.',
    link: 'reports/findings/sigterm-loses-writes.md',
  },
  {
    case: 'YS-PERS-007',
    occurs: 'sometimes',
    reason: 'The same, when the disk is slow.',
    link: 'reports/findings/sigterm-loses-writes.md',
  },
  {
    case: 'YS-PERS-009',
    reason: 'Stores what the update event of Yjs gives it, and a waiting update fires none.',
    link: 'reports/findings/pending-updates-are-not-stored.md',
  },
];

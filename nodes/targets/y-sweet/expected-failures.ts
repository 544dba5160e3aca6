import type { ExpectedFailure } from '#harness/contract/target.ts';

/** Each confirmed by hand; see the link. */
export const expectedFailures: readonly ExpectedFailure[] = [
  {
    case: 'YS-AWAR-010',
    reason:
      'Takes the first user that a connection mentions for its own, and removes that user when the connection ends.',
    link: 'reports/findings/y-sweet-awareness.md',
  },
  {
    case: 'YS-AWAR-012',
    reason:
      'A state at the clock at which its user is known to be gone is ignored, until the next renewal 15 s later.',
    link: 'https://github.com/yjs/y-websocket/issues/122',
  },
  {
    case: 'YS-MALF-006',
    reason: 'Passes on a state that is not JSON: a y-websocket client throws in JSON.parse.',
    link: 'reports/findings/awareness-that-is-not-json.md',
  },
  {
    case: 'YS-MALF-010',
    reason: 'Reserves memory for as many entries as a frame announces: 8 bytes end the process.',
    link: 'reports/findings/y-sweet-awareness.md',
  },
  {
    case: 'YS-LIFE-008',
    reason: 'Its sockets end with the process.',
    link: 'https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1',
  },
  {
    case: 'YS-PERS-009',
    reason: 'Stores what the update event of Yjs gives it, and a waiting update fires none.',
    link: 'reports/findings/pending-updates-are-not-stored.md',
  },
];

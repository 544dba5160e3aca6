import type { ExpectedFailure } from '#harness/contract/target.ts';

/** Each confirmed by hand; see the link. */
export const expectedFailures: readonly ExpectedFailure[] = [
  {
    case: 'YS-AWAR-002',
    reason: 'Re-encodes awareness from a scratch copy in which a client that left has no entry.',
    link: 'reports/findings/hocuspocus-presence.md',
  },
  {
    case: 'YS-AWAR-012',
    reason:
      'A state at the clock at which its user is known to be gone is ignored, until the next renewal 15 s later.',
    link: 'https://github.com/yjs/y-websocket/issues/122',
  },
  {
    case: 'YS-LIFE-002',
    reason:
      'Applies presence that it was handling when its connection ended, and then nobody removes it for 30 s.',
    link: 'reports/findings/hocuspocus-presence.md',
  },
  {
    case: 'YS-LIFE-008',
    reason: 'Its documents say goodbye in frames; the sockets end with the process.',
    link: 'https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1',
  },
  {
    case: 'YS-PERS-009',
    reason: 'Stores what the update event of Yjs gives it, and a waiting update fires none.',
    link: 'reports/findings/pending-updates-are-not-stored.md',
  },
];

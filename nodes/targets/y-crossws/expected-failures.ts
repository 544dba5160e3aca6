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
    case: 'YS-LIFE-008',
    reason: 'As its README shows it, nothing handles SIGTERM.',
    link: 'https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1',
  },
];

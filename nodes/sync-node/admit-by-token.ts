import type { UpgradeRequest } from '#harness/contract/connection.ts';
import type { Admission } from './parts.ts';

/**
 * How a node of the simulator admits: `?token=read-only` may read, `?token=expired` is denied, and
 * everybody else may write.
 */
export function admitByToken({ url }: UpgradeRequest): Admission {
  switch (new URLSearchParams(url.split('?')[1]).get('token')) {
    case 'read-only':
      return 'read-only';
    case 'expired':
      return { denied: 'the token has expired' };
    default:
      return 'read-write';
  }
}

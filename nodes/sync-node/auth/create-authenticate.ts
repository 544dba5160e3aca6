import type { UpgradeRequest } from '#harness/contract/connection.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { Admission } from '../parts.ts';
import { admitsOrigin } from './admits-origin.ts';
import { sameSecret } from './same-secret.ts';
import { tokenOf } from './token-of.ts';

export interface AuthenticateOptions {
  /** Admits to read and write. */
  readonly token?: string;
  /** Admits to read. */
  readonly readOnlyToken?: string;
  /**
   * Origins of pages that may connect. By default any, where a token is asked for; without one, only
   * pages of this machine: else every page on the web could reach a node that listens on loopback.
   */
  readonly origins?: readonly string[];
}

/** Judges requests by their origin and token. Without tokens everybody may write. */
export function createAuthenticate(
  options: AuthenticateOptions,
): (request: UpgradeRequest) => Admission {
  const { token, readOnlyToken } = options;
  if (token === '' || readOnlyToken === '') {
    throw new UsageError(
      'a token is empty, which would admit everybody: give one, or leave it out',
    );
  }
  const guarded = token !== undefined || readOnlyToken !== undefined;
  const origins = options.origins ?? (guarded ? 'any' : 'loopback');

  return (request) => {
    if (!admitsOrigin(request, origins)) {
      return { denied: 'pages of this origin may not connect: add it to the allowed origins' };
    }
    if (!guarded) return 'read-write';
    const shown = tokenOf(request);
    // Both are compared, so that time does not tell which token is set.
    const writes = sameSecret(shown, token ?? '') && token !== undefined;
    const reads = sameSecret(shown, readOnlyToken ?? '') && readOnlyToken !== undefined;
    if (writes) return 'read-write';
    if (reads) return 'read-only';
    return { denied: shown === '' ? 'a token is needed' : 'wrong token' };
  };
}

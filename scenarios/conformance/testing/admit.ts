import { referenceCapabilities } from './reference-capabilities.ts';
import type { Access } from './reference-room.ts';

/** Milliseconds that a slow token takes. */
const slowMs = 600;

/** Who may do what with a token of the reference server. */
export function admit(
  token: string | null,
  revoked: ReadonlySet<string>,
): Access | Promise<Access> {
  const after = <Value>(value: Value): Promise<Value> =>
    new Promise((resolve) => {
      setTimeout(() => resolve(value), slowMs);
    });
  const { tokens } = referenceCapabilities;
  if (token === null || revoked.has(token)) return 'denied';
  switch (token) {
    case tokens.readWrite:
    case tokens.revocable:
      return 'read-write';
    case tokens.readOnly:
      return 'read-only';
    case tokens.slow:
      return after('read-write');
    case tokens.slowDenied:
      return after('denied');
    default:
      return 'denied';
  }
}

/**
 * Bad input that its author can mend: unknown name, malformed file, port in use, missing server.
 * The command line prints the message as one line and exits 64. The message names what was wrong,
 * the value and the remedy.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

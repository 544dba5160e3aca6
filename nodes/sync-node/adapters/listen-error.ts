import { UsageError } from '#harness/contract/usage-error.ts';

/** Why a server does not listen, as one line with the remedy. */
export function listenError(error: unknown, host: string, port: number): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const where = `${host}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      return new UsageError(
        `port ${port} on ${host} is in use: stop what listens there, or choose another`,
      );
    case 'EACCES':
      return new UsageError(`no right to listen on ${where}: choose a port above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UsageError(`${host} is no address of this machine: choose another host`);
    default:
      return new UsageError(
        `cannot listen on ${where}: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
}

import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['explorer'],
};

/** Opens a report with the system's own opener, and does not wait for it. */
export function openReport(file: string): void {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  const opener = spawn(command, [...args, file], { detached: true, stdio: 'ignore' });
  // Without an opener the address on stdout has to do.
  opener.on('error', () => undefined);
  opener.unref();
}

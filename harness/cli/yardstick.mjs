#!/usr/bin/env node
// The package's command, in a project that has it as a dependency: `npx yardstick conformance ...`. A process of
// its own, because virtual time must be there before anything else is loaded.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Commands that need no virtual time. */
const onRealTime = ['conformance', 'node', 'report'];

const [name = '--help', ...rest] = process.argv.slice(2);
const world = onRealTime.includes(name)
  ? []
  : ['--import', new URL('../world/install.ts', import.meta.url).href];
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const child = spawn(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), ...world, main, name, ...rest],
  { stdio: 'inherit', env: { YARDSTICK_LAUNCHER: 'npx yardstick', ...process.env } },
);
// A terminal interrupts the child too: told again, it would put nothing away any more.
const isOnTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
process.on('SIGINT', () => isOnTerminal || child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 70);
});

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
// On a terminal the child gets these too, and decides when to end.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 70);
});

import { execFileSync } from 'node:child_process';
import type { Bench } from '#harness/contract/bench.ts';
import { real } from '#harness/world/real.ts';
import { median } from './measuring/median.ts';

const repetitions = 5;

/** Median wall time of a command, milliseconds. */
function medianMs(args: readonly string[]): number {
  const times = Array.from({ length: repetitions }, () => {
    const startedMs = real.now();
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    return real.now() - startedMs;
  });
  return median(times);
}

const bench: Bench = {
  title: 'The main command, against a process that only imports yjs',
  async measure() {
    const bareMs = medianMs(['--input-type=module', '--eval', "import 'yjs'"]);
    const cli = [
      '--import',
      'tsx',
      '--import',
      './harness/world/install.ts',
      'harness/cli/main.ts',
    ];
    const commandMs = medianMs([...cli, 'scenario', 'offline-desktop']);
    return [
      { name: 'offline-desktop', value: commandMs, unit: 'ms', aim: 'at most 1500' },
      { name: 'offline-desktop / import yjs', value: commandMs / bareMs, unit: 'x' },
    ];
  },
};

export default bench;

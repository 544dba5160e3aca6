import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import type { Bench } from '#harness/contract/bench.ts';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { didYouMean } from './did-you-mean.ts';

const folder = join(import.meta.dirname, '../../scenarios/bench');

/** `pnpm bench`: one NDJSON line per figure on stdout, a table for people on stderr. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('bench')
    .description('Measure the simulator; ratios compare what was measured in the same run.')
    .argument('[names...]', 'benches to run; all when none is given')
    .action(async (names: readonly string[]) => {
      const known = readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => basename(file, '.ts'));
      for (const name of names) {
        if (!known.includes(name))
          throw new UsageError(`no bench is called "${name}".${didYouMean(name, known)}`);
      }
      for (const name of names.length === 0 ? known : names) await runBench(name);
      finish(exitCode.pass);
    });
}

async function runBench(name: string): Promise<void> {
  const module: { default: Bench } = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
  process.stderr.write(`\n${name}: ${module.default.title}\n`);
  for (const measure of await module.default.measure()) {
    process.stdout.write(`${JSON.stringify({ bench: name, ...measure })}\n`);
    const aim = measure.aim === undefined ? '' : `   aim: ${measure.aim}`;
    process.stderr.write(
      `  ${measure.name.padEnd(36)} ${measure.value.toPrecision(4).padStart(10)} ${measure.unit}${aim}\n`,
    );
  }
}

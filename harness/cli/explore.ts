import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { real } from '#harness/world/real.ts';
import {
  properties,
  topologiesCalled,
  topologyNames,
  type Property,
} from '#scenarios/properties/properties.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Explored } from './explore-one.ts';
import { explorePool } from './explore-pool.ts';
import { createTally, type Tally } from './explore-tally.ts';
import { exploredScenario, whoDials } from './explored-scenario.ts';
import { findUnderTest } from './find-under-test.ts';
import { parseShard, partOf } from './parse-shard.ts';
import { parseSeeds } from './parse-seeds.ts';
import { writeSavedSchedule } from './saved-schedule.ts';
import { shrinkFailure } from './shrink-failure.ts';
import { prepareFolder } from './write-output.ts';

interface Flags {
  readonly seeds: string;
  readonly minutes?: string;
  readonly topology: string;
  readonly node: string;
  readonly shard?: string;
  readonly bail?: true;
  readonly output: string;
}

/** How many candidates a failure may take to shrink. */
const shrinkAttempts = 400;

/** `pnpm explore`: invents topologies, edits and faults, and makes what breaks small. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('explore')
    .description(
      'Run generated schedules; when a rule breaks, shrink the schedule to the smallest that breaks it.',
    )
    .argument(
      '[properties...]',
      `what to demand: ${Object.keys(properties).join(', ')}; all when none is given`,
    )
    .option('--seeds <A..B>', 'seeds of each property', '1..100')
    .option('--minutes <M>', 'go on with further seeds for so long, instead of --seeds')
    .option('--topology <name>', `any, ${topologyNames.join(', ')}`, 'any')
    .option('--node <name|file>', 'node, mutant or other server to put under test', 'yardstick')
    .option('--shard <I/N>', 'run only every N-th seed, beginning with the I-th')
    .option('--bail', 'stop at the first failure')
    .option('--output <dir>', 'folder for the schedules of failures', 'yardstick-report')
    .action(async (names: readonly string[], flags: Flags) => {
      const chosen = names.length === 0 ? Object.keys(properties) : names.map(checkProperty);
      const { node } = await findUnderTest(flags.node);
      topologiesCalled(flags.topology, whoDials(node));
      finish(await explore(chosen, flags));
    });
}

async function explore(names: readonly string[], flags: Flags): Promise<ExitCode> {
  const seeds =
    flags.minutes === undefined
      ? inShard(parseSeeds(flags.seeds), flags.shard)
      : endless(flags.shard);
  const untilMs =
    flags.minutes === undefined ? Infinity : real.now() + minutesOf(flags.minutes) * 60_000;
  const requests = requestsOf(names, seeds);
  const failures: Explored[] = [];
  const tally = createTally(names.map(settingOf));
  const showsProgress = process.stderr.isTTY;
  await explorePool(
    Math.max(1, availableParallelism()),
    () => {
      if (real.now() > untilMs || (flags.bail && failures.length > 0)) return null;
      const request = requests.next();
      return request.done === true
        ? null
        : { ...request.value, topology: flags.topology, node: flags.node };
    },
    (explored) => {
      tally.add(explored);
      if (explored.failed.length > 0) failures.push(explored);
      if (showsProgress) process.stderr.write(`\r\u001B[2K${tally.line()}`);
    },
  );
  if (showsProgress) process.stderr.write('\r\u001B[2K');
  process.stdout.write(`${tally.summary()}\n`);
  failures.sort((a, b) => a.seed - b.seed || a.property.localeCompare(b.property));
  await tellFailures(failures, flags.output);
  return failures.length > 0 ? exitCode.fail : codeOfCoverage(tally);
}

/** One failure of each rule is shrunk; the others are listed. */
async function tellFailures(failures: readonly Explored[], folder: string): Promise<void> {
  if (failures.length > 0) prepareFolder(folder);
  const shrunk = new Set<string>();
  for (const { property, seed, topology, node, failed } of failures) {
    const [first] = failed;
    const shape = properties[property];
    if (first === undefined || shape === undefined) continue;
    process.stdout.write(
      `\nFAIL  ${first.rule}  ${first.detail}\n      ${property}, seed ${seed}\n`,
    );
    if (shrunk.has(first.rule)) continue;
    shrunk.add(first.rule);
    const underTest = await findUnderTest(node);
    const scenario = exploredScenario(shape, seed, topology, underTest.node);
    const { saved, detail, runs } = await shrinkFailure(
      scenario,
      seed,
      node,
      first.rule,
      shrinkAttempts,
    );
    const file = join(folder, `${property}-${seed}.json`);
    writeSavedSchedule(file, saved);
    process.stdout.write(
      `      Smallest schedule: ${saved.topology.devices.length} devices, ${saved.steps.length} steps ` +
        `(shrunk from ${scenario.topology.devices.length} and ${scenario.steps.length} in ${runs} runs).\n` +
        `      ${detail}\nagain   pnpm replay ${file}\n`,
    );
  }
}

/** An exploration that never met a situation it must meet has shown little. */
function codeOfCoverage(tally: Tally): ExitCode {
  return tally.missing().length > 0 ? exitCode.inconclusive : exitCode.pass;
}

function* requestsOf(
  names: readonly string[],
  seeds: Iterable<number>,
): Generator<{ property: string; seed: number }> {
  for (const seed of seeds) for (const property of names) yield { property, seed };
}

function* endless(shard: string | undefined): Generator<number> {
  const { index, of } = parseShard(shard);
  for (let seed = index; ; seed += of) yield seed;
}

function inShard(seeds: readonly number[], shard: string | undefined): readonly number[] {
  return partOf(seeds, parseShard(shard));
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new UsageError(`--minutes is "${text}"; it must be a number above 0`);
}

function settingOf(name: string): Property['setting'] {
  return properties[name]?.setting ?? 'network';
}

function checkProperty(name: string): string {
  const known = Object.keys(properties);
  if (known.includes(name)) return name;
  throw new UsageError(`no property is called "${name}".${didYouMean(name, known)}`);
}

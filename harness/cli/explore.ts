import { availableParallelism } from 'node:os';
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
import { whoDials } from './explored-scenario.ts';
import { exploredEntry, exploredFailure } from './failure/explored-failure.ts';
import { createShrinkBudgets } from './failure/shrink-budgets.ts';
import { createFailureTeller, type ToldFailure } from './failure/tell-failures.ts';
import { findUnderTest } from './find-under-test.ts';
import { createLiveLine } from './live-line.ts';
import { parseShard, partOf } from './parse-shard.ts';
import { parseSeeds } from './parse-seeds.ts';
import { ourOwn } from './run-scenario.ts';
import { tellGithub } from './report/tell-github.ts';
import { writeIndex } from './report/write-index.ts';
import { tellClosing } from './tell-closing.ts';
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

/** How many failures get a page; of those, how many are shrunk, and what each may take. */
const mostPages = 20;
const mostShrunk = 8;
const shrinkBudget = { runs: 400, events: 2_000_000 };

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
    .option(
      '--output <dir>',
      'folder for the reports and schedules of failures',
      'yardstick-report',
    )
    .action(async (names: readonly string[], flags: Flags) => {
      const chosen = names.length === 0 ? Object.keys(properties) : names.map(checkProperty);
      const { node } = await findUnderTest(flags.node);
      topologiesCalled(flags.topology, whoDials(node));
      refuseUnused(chosen, flags);
      prepareFolder(flags.output);
      finish(await explore(chosen, flags));
    });
}

/** A pass must not be read as one of a server that none of these schedules would ask. */
function refuseUnused(names: readonly string[], { node, topology }: Flags): void {
  if (names.some((name) => settingOf(name) === 'network')) return;
  const unused = [
    ...(node === ourOwn.node.name ? [] : [`--node ${node}`]),
    ...(topology === 'any' ? [] : [`--topology ${topology}`]),
  ];
  if (unused.length === 0) return;
  throw new UsageError(
    `${unused.join(' and ')} changes nothing in ${names.join(', ')}, which has no nodes or links: leave it out, or add convergence`,
  );
}

async function explore(names: readonly string[], flags: Flags): Promise<ExitCode> {
  const seeds =
    flags.minutes === undefined
      ? inShard(parseSeeds(flags.seeds, '--seeds'), flags.shard)
      : endless(flags.shard);
  const untilMs =
    flags.minutes === undefined ? Infinity : real.now() + minutesOf(flags.minutes) * 60_000;
  const requests = requestsOf(names, seeds);
  const failures: Explored[] = [];
  const others: Explored[] = [];
  const tally = createTally(names.map(settingOf));
  const live = createLiveLine();
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
      (explored.failed.length > 0 ? failures : others).push(explored);
      live.show(tally.line());
    },
  );
  live.end();
  process.stdout.write(`${tally.summary()}\n`);
  failures.sort((a, b) => a.seed - b.seed || a.property.localeCompare(b.property));
  await tellRuns(failures, others, flags.output);
  return failures.length > 0 ? exitCode.fail : codeOfCoverage(tally);
}

/** The first failures get a page, the first of each rule is shrunk; the index has them all. */
async function tellRuns(
  failures: readonly Explored[],
  others: readonly Explored[],
  folder: string,
): Promise<void> {
  const budgetOf = createShrinkBudgets(mostShrunk, shrinkBudget);
  const tell = createFailureTeller({ folder, mostPages, budgetOf });
  const told: ToldFailure[] = [];
  for (const failure of failures) told.push(await tell(await exploredFailure(failure)));
  const entries = [...told.map(({ entry }) => entry), ...others.map(exploredEntry)];
  tellGithub('explore', entries);
  const index = writeIndex(entries, folder);
  if (told.length === 0) process.stdout.write(`report  ${index}\n`);
  else tellClosing(told, index);
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

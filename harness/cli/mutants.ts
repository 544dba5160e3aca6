import { Command } from 'commander';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Mutant, MutantGround } from '#harness/contract/mutant.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { mutants } from '#nodes/mutants/mutants.ts';
import { didYouMean } from './did-you-mean.ts';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import type { Hunt } from './hunt-mutant.ts';
import { mutantEntry } from './report/mutant-entry.ts';
import { tellGithub } from './report/tell-github.ts';
import { writeIndex } from './report/write-index.ts';
import { prepareFolder } from './write-output.ts';
import { launcher } from './launcher.ts';

const grounds: readonly MutantGround[] = ['reference', 'tree'];

/** How many seeds a mutant may need. The median is far below. */
const defaultBudget = 100;

interface Flags {
  readonly list?: true;
  readonly seeds: string;
  readonly shrink: boolean;
  readonly reporter: string;
  readonly output: string;
}

/** `pnpm mutants`: runs every planted bug until the rules catch it. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('mutants')
    .description(
      'Run deliberately broken nodes and clients on seeded schedules until a rule catches each, on the reference topology and on a tree.',
    )
    .argument('[names...]', 'mutants to hunt; all when none is given')
    .option('--list', 'show every mutant with its defect and the rules that must catch it')
    .option('--seeds <N>', 'how many seeds each may take', String(defaultBudget))
    .option('--no-shrink', 'do not look for the smallest schedule that shows each')
    .option('--reporter <name>', 'how to tell the result: list, json', 'list')
    .option('--output <dir>', 'folder for the index of all hunts', 'yardstick-report')
    .action(async (names: readonly string[], flags: Flags) => {
      const budget = parseBudget(flags.seeds);
      if (!['list', 'json'].includes(flags.reporter))
        throw new UsageError(`--reporter is "${flags.reporter}"; it must be one of list, json`);
      const chosen = names.length === 0 ? mutants : names.map(find);
      if (flags.list) {
        list(chosen);
        finish(exitCode.pass);
        return;
      }
      finish(await huntAll(chosen, budget, flags));
    });
}

function find(name: string): Mutant {
  const mutant = mutants.find((known) => known.name === name);
  if (mutant !== undefined) return mutant;
  const names = mutants.map((known) => known.name);
  throw new UsageError(
    `no mutant is called "${name}".${didYouMean(name, names)} See ${launcher} mutants --list.`,
  );
}

function parseBudget(text: string): number {
  const budget = Number(text);
  if (Number.isInteger(budget) && budget >= 1 && budget <= 100_000) return budget;
  throw new UsageError(`--seeds is "${text}"; it must be a whole number from 1 to 100000`);
}

function list(chosen: readonly Mutant[]): void {
  for (const { name, needs, defect, issue, caughtBy, exemption } of chosen) {
    const from = issue === undefined ? '' : ` (${issue})`;
    process.stdout.write(`${name}: ${needs}. ${defect}${from} [${caughtBy.join(' ')}]\n`);
    if (exemption !== undefined)
      process.stdout.write(`  not on the ${exemption.on}: ${exemption.reason}\n`);
  }
}

async function huntAll(
  chosen: readonly Mutant[],
  budget: number,
  { reporter, shrink, output }: Flags,
): Promise<ExitCode> {
  const [{ huntMutant }, { shrinkHunt }] = await Promise.all([
    import('./hunt-mutant.ts'),
    import('./shrink-hunt.ts'),
  ]);
  prepareFolder(output);
  const people = reporter === 'json' ? process.stderr : process.stdout;
  const hunts: Hunt[] = [];
  for (const mutant of chosen) {
    for (const ground of grounds) {
      if (mutant.exemption?.on === ground) {
        people.write(`${row(mutant.name, ground)}  exempt: ${mutant.exemption.reason}\n`);
        continue;
      }
      const found = await huntMutant(mutant, ground, budget);
      const hunt = shrink ? await shrinkHunt(mutant, found) : found;
      hunts.push(hunt);
      people.write(`${row(mutant.name, ground)}  ${tell(hunt)}\n`);
    }
  }
  const survivors = hunts.filter(({ caught }) => caught === null);
  people.write(`${summary(hunts)}\n`);
  tellHunts(hunts.map(mutantEntry), output, people);
  if (reporter === 'json') process.stdout.write(`${JSON.stringify({ hunts }, null, 2)}\n`);
  return survivors.length === 0 ? exitCode.pass : exitCode.fail;
}

/** The index of all hunts; last, where mutants survived, what to run to see the first of them again. */
function tellHunts(
  entries: readonly IndexEntry[],
  folder: string,
  people: NodeJS.WriteStream,
): void {
  tellGithub('mutants', entries);
  const index = writeIndex(entries, folder);
  const survivor = entries.find(({ verdict }) => verdict === 'fail');
  people.write(
    survivor === undefined
      ? `report  ${index}\n`
      : `\nFAIL  ${survivor.sentence}\nreport  ${index}\nagain   ${survivor.replay}\n`,
  );
}

function row(name: string, ground: MutantGround): string {
  const width = Math.max(...mutants.map((mutant) => mutant.name.length));
  return `${name.padEnd(width)}  ${ground.padEnd('reference'.length)}`;
}

function tell({ caught, seeds, cpuSeconds, shrunkSteps, alsoFailed }: Hunt): string {
  const effort = `${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, ${cpuSeconds.toFixed(1)} CPU s`;
  if (caught !== null) {
    const smallest =
      shrunkSteps === null
        ? ''
        : `, shrunk to ${shrunkSteps} ${shrunkSteps === 1 ? 'step' : 'steps'}`;
    return `caught by ${caught.rule} after ${effort}${smallest}: ${caught.detail}`;
  }
  const others = alsoFailed.length === 0 ? '' : `; only ${alsoFailed.join(' ')} failed`;
  return `SURVIVED ${effort}${others}`;
}

function summary(hunts: readonly Hunt[]): string {
  const caught = hunts.filter((hunt) => hunt.caught !== null);
  const seeds = caught.map((hunt) => hunt.seeds).sort((a, b) => a - b);
  const median = seeds[Math.floor(seeds.length / 2)] ?? 0;
  const cpuSeconds = hunts.reduce((sum, hunt) => sum + hunt.cpuSeconds, 0);
  return `${caught.length} of ${hunts.length} hunts caught their mutant; median ${median} seeds, ${cpuSeconds.toFixed(0)} CPU s in all`;
}

import { Command } from 'commander';
import {
  conformanceReportVersion,
  type ConformanceLevel,
  type ConformanceReport,
  type TargetReport,
} from '#harness/contract/conformance-report.ts';
import { exitCode, worstExitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import type { Target } from '#harness/contract/target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { chooseConformanceReporters } from '#reports/conformance/choose-conformance-reporters.ts';
import { defaultSessionOptions, type SessionOptions } from '#scenarios/conformance/open-session.ts';
import { runConformance } from '#scenarios/conformance/run-conformance.ts';
import { builtInTargets } from './conformance/built-in-targets.ts';
import { checkMatrix } from './conformance/check-matrix.ts';
import { exitCodeOfReport } from './conformance/exit-code-of-report.ts';
import type { ConformanceFlags } from './conformance/flags.ts';
import { listCases } from './conformance/list-cases.ts';
import { replayCommand } from './conformance/replay-command.ts';
import { selectCases } from './conformance/select-cases.ts';
import { targetOfFlags } from './conformance/target-of-flags.ts';
import { writeMatrix } from './conformance/write-matrix.ts';
import { collectNames } from './collect-names.ts';
import { createProgress } from './progress.ts';
import { showsColor } from './shows-color.ts';
import { prepareFolder, writeOutput } from './write-output.ts';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `pnpm conformance`: what a Yjs server gets wrong, in seconds. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  return new Command('conformance')
    .description('Test any Yjs server: what it gets wrong, with the frames that show it.')
    .argument(
      '[url]',
      'a running server, ws://localhost:1234; {room} marks where a room name belongs',
    )
    .option(
      '--target <name|file>',
      `a built-in server (${Object.keys(builtInTargets).join(', ')}), or a module`,
    )
    .option('--command <cmd>', 'start, stop and kill this server; needs --url')
    .option('--url <url>', 'where --command listens')
    .option('--dialect <name>', 'y-protocols or hocuspocus', 'y-protocols')
    .option('--token <token>', 'a valid token; a wrong one must then be refused')
    .option('--header <name: value>', 'sent with every upgrade; may be repeated', several, [])
    .option('--room-prefix <text>', 'before every room name', '')
    .option('--case <glob>', 'only these cases; may be repeated', several, [])
    .option('--exclude <glob>', 'not these cases; may be repeated', several, [])
    .option('--list', 'show the cases')
    .option(
      '--fail-on <level>',
      'must, should or may: from which level on a failure exits 1',
      'must',
    )
    .option('--safe', 'nothing malformed and no floods, for a server that others use')
    .option('--slow', 'also cases that wait for time-outs, 30 to 95 s')
    .option('--matrix', 'all built-in servers; writes HTML, JSON, Markdown and badges')
    .option('--check', 'with --matrix: fail unless reports/conformance-matrix.md is still true')
    .option(
      '--reporter <name>',
      'how to tell the result: list, json, junit, github, tap, html',
      collectNames,
      [],
    )
    .option('--output <dir>', 'folder for files', 'yardstick-report')
    .action(async (url: string | undefined, flags: ConformanceFlags) => {
      process.once('SIGINT', () => process.exit(exitCode.interrupted));
      if (flags.list) {
        process.stdout.write(listCases(selectCases(flags.case)));
        finish(exitCode.pass);
        return;
      }
      finish(await run(url, flags));
    });
}

async function run(url: string | undefined, flags: ConformanceFlags): Promise<ExitCode> {
  const failOn = parseLevel(flags.failOn);
  const cases = selectCases(flags.case);
  selectCases(flags.exclude, '--exclude');
  const reporters = chooseConformanceReporters(flags.reporter);
  if (flags.check && flags.case.length > 0) {
    throw new UsageError('--check is about the whole matrix: leave out --case');
  }
  if (flags.check && !flags.matrix) throw new UsageError('--check belongs to --matrix');
  const targets = flags.matrix ? await allTargets(url, flags) : [await targetOfFlags(url, flags)];

  const reports: TargetReport[] = [];
  for (const target of targets) {
    const progress = createProgress(cases.length);
    const options = sessionOptions(url, flags, flags.matrix ? target : null);
    reports.push(
      await runConformance(target, cases, options, ({ id }) =>
        progress.begin(`${target.name} ${id}`),
      ),
    );
    progress.end();
  }
  const report: ConformanceReport = {
    version: conformanceReportVersion,
    date: new Date().toISOString(),
    runtime: `node ${process.version}`,
    targets: reports,
  };
  const color = showsColor();
  const outputs = reporters.flatMap((reporter) => reporter.tell(report, { color }));
  if (outputs.some(({ to }) => to === 'file')) prepareFolder(flags.output);
  const documentOnStdout = reporters.some(({ name }) => name === 'json' || name === 'tap');
  writeOutput(outputs, { folder: flags.output, documentOnStdout });
  const say = (text: string): void =>
    void (documentOnStdout ? process.stderr : process.stdout).write(text);
  const codes = [exitCodeOfReport(report, failOn, flags.case)];
  if (flags.matrix) {
    const files = writeMatrix(report, flags.output);
    say(`matrix  ${flags.output}/${files[0] ?? ''}\n`);
    if (flags.check) {
      const drift = checkMatrix(report);
      for (const line of drift) say(`✗ the committed matrix is no longer true: ${line}\n`);
      codes.push(drift.length === 0 ? exitCode.pass : exitCode.fail);
    }
  }
  const code = worstExitCode(codes);
  const word = code === exitCode.inconclusive ? 'INCONCLUSIVE' : 'FAIL';
  say(`${code === exitCode.pass ? 'PASS' : word}  exit ${code}, failing on ${failOn}\n`);
  return code;
}

async function allTargets(url: string | undefined, flags: ConformanceFlags): Promise<Target[]> {
  if (url !== undefined || flags.target !== undefined || flags.command !== undefined) {
    throw new UsageError(
      '--matrix runs all built-in servers: leave out URL, --target and --command',
    );
  }
  const modules = await Promise.all(Object.values(builtInTargets).map((load) => load()));
  return modules.map((loaded) => loaded.default);
}

function sessionOptions(
  url: string | undefined,
  flags: ConformanceFlags,
  ofMatrix: Target | null,
): SessionOptions {
  return {
    ...defaultSessionOptions,
    conduct: flags.safe ? 'safe' : 'any',
    pace: flags.slow ? 'all' : 'quick',
    exclude: flags.exclude,
    roomPrefix: flags.roomPrefix,
    token: flags.token ?? null,
    replay: (id) =>
      replayCommand(url, ofMatrix === null ? flags : { ...flags, target: ofMatrix.name }, id),
  };
}

function parseLevel(text: string): ConformanceLevel {
  const level = (['MUST', 'SHOULD', 'MAY'] as const).find((one) => one === text.toUpperCase());
  if (level === undefined) {
    throw new UsageError(`--fail-on is "${text}"; it must be must, should or may`);
  }
  return level;
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import type { Topology } from '#harness/contract/topology.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { checkSteps } from '#harness/schedule/check-steps.ts';
import { validateTopology } from '#harness/topology/validate-topology.ts';
import { packageAvailability } from '#nodes/targets/package-availability.ts';
import { inProcessTargets } from './in-process-targets.ts';
import { launcher } from './launcher.ts';

/** A saved schedule of whatever version. */
type Envelope = Omit<SavedSchedule, 'version'> & { readonly version: number };

/** What is checked before anything else; `validateTopology` and `checkSteps` look closer at their parts. */
const Envelope = Type.Unsafe<Envelope>(
  Type.Object({
    format: Type.Literal('yardstick-schedule'),
    version: Type.Integer(),
    id: Type.String(),
    title: Type.String(),
    topology: Type.Object({
      name: Type.String(),
      syncNodes: Type.Record(Type.String(), Type.String()),
      devices: Type.Array(Type.Object({ name: Type.String(), dials: Type.Array(Type.String()) })),
    }),
    rooms: Type.Array(Type.String()),
    roots: Type.Record(Type.String(), Type.String()),
    steps: Type.Array(Type.Object({ do: Type.String() })),
    seed: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }),
    node: Type.String(),
    outcome: Type.Object({
      verdict: Type.String(),
      rules: Type.Array(Type.String()),
      historyHash: Type.Union([Type.String(), Type.Null()]),
    }),
    versions: Type.Record(Type.String(), Type.String()),
    known: Type.Optional(
      Type.Object({
        reason: Type.String({ minLength: 1 }),
        finding: Type.String({ minLength: 1 }),
        signature: Type.Array(
          Type.Object({
            rule: Type.String(),
            finding: Type.String(),
            cause: Type.Optional(Type.String()),
          }),
          { minItems: 1 },
        ),
        marks: Type.Array(Type.String()),
        excuses: Type.Optional(Type.Array(Type.String())),
      }),
    ),
  }),
);

/** Reads a saved schedule. Throws a UsageError that names the file and what is wrong with it. */
export function readSavedSchedule(file: string): SavedSchedule {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!existsSync(file))
      throw new UsageError(
        `there is no file ${file}; give a schedule that ${launcher} explore saved, or one of scenarios/regressions`,
      );
    throw new UsageError(
      `${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!Value.Check(Envelope, parsed)) {
    const problem = Value.Errors(Envelope, parsed).First();
    throw new UsageError(
      `${file} is no saved schedule: ${problem?.path || 'the whole'}: ${problem?.message ?? 'does not fit the schema'}`,
    );
  }
  const { version } = parsed;
  if (version !== 1) {
    throw new UsageError(
      `${file} is of version ${version}; this Yardstick reads version 1: update it, or save the schedule again`,
    );
  }
  const saved = { ...parsed, version } as const;
  validateTopology(saved.topology);
  checkSteps(saved.steps, saved.topology);
  return saved;
}

export function writeSavedSchedule(file: string, saved: SavedSchedule): void {
  writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`);
}

/** A run as a saved schedule; `node` names what was under test. */
export function savedScheduleOf(
  scenario: Scenario,
  record: RunRecord,
  node: string,
): SavedSchedule {
  return {
    format: 'yardstick-schedule',
    version: 1,
    id: scenario.id,
    title: scenario.title,
    topology: scenario.topology,
    rooms: scenario.rooms ?? ['room'],
    roots: scenario.roots ?? {},
    steps: scenario.steps,
    seed: record.seed,
    node,
    outcome: {
      verdict: record.verdict,
      rules: record.checks.flatMap(({ rule, verdict }) => (verdict === 'fail' ? [rule] : [])),
      historyHash: record.historyHash,
    },
    versions: installedVersions(scenario.topology, node),
  };
}

/** The scenario that a saved schedule runs. */
export function scenarioOf(saved: SavedSchedule): Scenario {
  const { id, title, topology, rooms, roots, steps } = saved;
  return { id, title, topology, rooms, roots, steps, rules: [], expect: [] };
}

/** Versions of what decides the outcome of runs on a topology; `node` names what is under test. */
export function installedVersions(
  { devices }: Topology,
  node: string,
): Readonly<Record<string, string>> {
  const others = Object.hasOwn(inProcessTargets, node) ? inProcessTargets[node]?.packages : [];
  const names = ['yjs', 'lib0', 'y-protocols', 'y-websocket', 'y-indexeddb'];
  if (devices.some((device) => device.kind === 'client' && device.engine === 'yrs'))
    names.push('ywasm');
  return Object.fromEntries(
    [...names, ...(others ?? [])].map((name): [string, string] => [name, versionOf(name)]),
  );
}

function versionOf(name: string): string {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const found: { version?: string } = JSON.parse(readFileSync(manifest, 'utf8'));
    return found.version ?? 'unknown';
  } catch {
    // Not every package exports its manifest.
    const availability = packageAvailability(name);
    return availability.available ? availability.version : 'unknown';
  }
}

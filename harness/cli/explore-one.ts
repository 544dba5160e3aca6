import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { coverageOf, type Situation } from '#harness/run/coverage-of.ts';
import { properties } from '#scenarios/properties/properties.ts';
import { exploredScenario } from './explored-scenario.ts';
import { findUnderTest } from './find-under-test.ts';
import { muteConsole } from './mute-console.ts';
import { runScenario } from './run-scenario.ts';

/** One schedule to run. */
export interface ExploreRequest {
  readonly property: string;
  readonly seed: number;
  readonly topology: string;
  readonly node: string;
}

/** What came of it; plain data, so that a worker process can send it. */
export interface Explored extends ExploreRequest {
  /** Of the schedule, for people. */
  readonly title: string;
  readonly verdict: RunVerdict;
  /** Empty where all that failed is a known failure. */
  readonly failed: readonly { readonly rule: string; readonly detail: string }[];
  /** Why the run is unknown, a sentence each. */
  readonly reasons: readonly string[];
  readonly virtualMs: number;
  readonly faults: readonly string[];
  readonly covered: readonly Situation[];
}

/** More events than any sound schedule needs: a storm ends here and is judged as far as it came. */
export const maxEvents = 60_000;

/** Generates the schedule of a property and seed, and runs it. */
export async function exploreOne(request: ExploreRequest): Promise<Explored> {
  const property = properties[request.property];
  if (property === undefined) throw new UsageError(`no property is called "${request.property}"`);
  const underTest = await findUnderTest(request.node);
  const { seed, topology } = request;
  const scenario = exploredScenario(property, seed, topology, underTest.node);
  const { record, history } = await muteConsole(() =>
    runScenario(scenario, seed, underTest, { maxEvents }),
  );
  return {
    ...request,
    title: scenario.title,
    verdict: record.verdict,
    failed: record.checks.flatMap(({ rule, verdict, detail }) =>
      verdict === 'fail' && record.verdict !== 'known' ? [{ rule, detail }] : [],
    ),
    reasons: record.reasons,
    virtualMs: record.virtualMs ?? 0,
    faults: history.events.flatMap((event) => (event.kind === 'fault' ? [event.action.do] : [])),
    covered: [...coverageOf(history)],
  };
}

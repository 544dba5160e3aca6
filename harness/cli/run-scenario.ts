import { checkers } from '#harness/checkers/checkers.ts';
import { digestContent } from '#harness/checkers/content-digest.ts';
import type { ClientImplementation, NodeImplementation } from '#harness/contract/device.ts';
import type { Dialect } from '#harness/history/frame-kind.ts';
import { createMemoryCarrier } from '#harness/carrier/memory-carrier.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { createJournal } from '#harness/history/journal.ts';
import { run, type RunOutcome } from '#harness/run/run.ts';
import { documents } from '#harness/workload/documents.ts';
import { real } from '#harness/world/real.ts';
import { createBrowserClient } from '#nodes/client/browser-client.ts';
import { referenceNode } from '#nodes/sync-node/reference-node.ts';
import { runDeliveries } from './run-deliveries.ts';

/** How long a run may take to become quiescent after its last step, virtual milliseconds. */
const settleMs = 600_000;

/** What is put under test in a simulated run. */
export interface UnderTest {
  /** What `--node` calls it. */
  readonly name: string;
  readonly node: NodeImplementation;
  readonly client: ClientImplementation;
  readonly dialect: Dialect;
}

/** Our own node and client. */
export const ourOwn: UnderTest = {
  name: referenceNode.name,
  node: referenceNode,
  client: createBrowserClient('relaxed'),
  dialect: 'y-protocols',
};

/**
 * Runs a scenario in virtual time, on our own node and client unless told otherwise. A failure that is
 * listed in `scenarios/known-failures` comes back as `known`.
 */
export async function runScenario(
  scenario: Scenario,
  seed: number,
  underTest: UnderTest = ourOwn,
  limits: Limits = {},
): Promise<RunOutcome> {
  const outcome = await runUnrecognized(scenario, seed, underTest, limits);
  if (outcome.record.verdict !== 'fail') return outcome;
  // Loaded only now: a passing run should begin at once.
  const { recognized } = await import('./known-failures.ts');
  return recognized(outcome);
}

/** {@link runScenario}, whose known failures are failures like any other. */
export async function runUnrecognized(
  scenario: Scenario,
  seed: number,
  underTest: UnderTest,
  limits: Limits = {},
): Promise<RunOutcome> {
  const isWithoutNetwork = scenario.topology.devices.every(({ kind }) => kind === 'client');
  return isWithoutNetwork
    ? runDeliveries(scenario, seed, { node: underTest.node, ...limits })
    : runNetwork(scenario, seed, underTest, limits);
}

/** Limits of one run; see `RunPlan`. */
interface Limits {
  readonly maxEvents?: number;
  readonly settleMs?: number;
}

function runNetwork(
  scenario: Scenario,
  seed: number,
  underTest: UnderTest,
  limits: Limits,
): Promise<RunOutcome> {
  return run({
    scenario,
    seed,
    node: underTest.name,
    checkers,
    settleMs,
    ...limits,
    wallMs: real.now,
    openCarrier: (runSeed, saw) =>
      createMemoryCarrier({
        ...underTest,
        seed: runSeed,
        documents,
        createJournal: (nowMs) => createJournal(nowMs, saw),
      }),
    digest: digestContent,
  });
}

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

/** Runs a scenario in virtual time, on our own node and client unless told otherwise. */
export function runScenario(
  scenario: Scenario,
  seed: number,
  underTest: UnderTest = ourOwn,
  limits: { readonly maxEvents?: number; readonly settleMs?: number } = {},
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

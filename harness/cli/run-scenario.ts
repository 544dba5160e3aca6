import { checkers } from '#harness/checkers/checkers.ts';
import { digestContent } from '#harness/checkers/content-digest.ts';
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

/** Runs a scenario in virtual time on our own node and client. */
export function runScenario(scenario: Scenario, seed: number): Promise<RunOutcome> {
  return run({
    scenario,
    seed,
    node: referenceNode.name,
    checkers,
    settleMs,
    wallMs: real.now,
    openCarrier: (runSeed, saw) =>
      createMemoryCarrier({
        seed: runSeed,
        node: referenceNode,
        client: createBrowserClient('relaxed'),
        dialect: 'y-protocols',
        documents,
        createJournal: (nowMs) => createJournal(nowMs, saw),
      }),
    digest: digestContent,
  });
}

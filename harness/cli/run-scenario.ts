import { checkers } from '#harness/checkers/checkers.ts';
import { digestContent } from '#harness/checkers/content-digest.ts';
import type { ClientImplementation, NodeImplementation } from '#harness/contract/device.ts';
import type { Dialect } from '#harness/history/frame-kind.ts';
import { createMemoryCarrier } from '#harness/carrier/memory-carrier.ts';
import { createSocketCarrier } from '#harness/carrier/socket-carrier.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { createJournal } from '#harness/history/journal.ts';
import { run, type RunOutcome } from '#harness/run/run.ts';
import { documents } from '#harness/workload/documents.ts';
import { real } from '#harness/world/real.ts';
import { createBrowserClient } from '#nodes/client/browser-client.ts';
import { referenceNode } from '#nodes/sync-node/reference-node.ts';
import type { ToxiproxyDriver } from '#harness/toxiproxy/driver/connect-toxiproxy.ts';

/** How long a run may take to become quiescent after its last step, virtual milliseconds. */
const settleMs = 600_000;

/** What is put under test in a simulated run. */
export interface UnderTest {
  readonly node: NodeImplementation;
  readonly client: ClientImplementation;
  readonly dialect: Dialect;
}

/** Our own node and client. */
export const ourOwn: UnderTest = {
  node: referenceNode,
  client: createBrowserClient('relaxed'),
  dialect: 'y-protocols',
};

/** Runs a scenario in virtual time, on our own node and client unless told otherwise. */
export function runScenario(
  scenario: Scenario,
  seed: number,
  underTest: UnderTest = ourOwn,
  limits: { readonly maxEvents?: number } = {},
): Promise<RunOutcome> {
  return run({
    scenario,
    seed,
    node: underTest.node.name,
    checkers,
    ...limits,
    settleMs,
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

/** How long a run on sockets may take to become quiescent after its last step, milliseconds. */
const settleOnSocketsMs = 120_000;

/** Runs a scenario over real sockets: our own node in processes, our own client in this one. */
export function runOnSockets(
  scenario: Scenario,
  seed: number,
  toxiproxy: () => Promise<ToxiproxyDriver>,
  timeoutMs: number = settleOnSocketsMs,
): Promise<RunOutcome> {
  return run({
    scenario,
    seed,
    node: ourOwn.node.name,
    checkers,
    settleMs: timeoutMs,
    wallMs: real.now,
    openCarrier: (_seed, saw) =>
      createSocketCarrier({
        toxiproxy,
        node: ourOwn.node,
        nodeEntry: new URL('./node-process.ts', import.meta.url),
        client: ourOwn.client,
        dialect: ourOwn.dialect,
        documents,
        saw,
      }),
    digest: digestContent,
  });
}

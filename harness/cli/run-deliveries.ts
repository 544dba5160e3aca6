import { createMemoryCarrier } from '#harness/carrier/memory-carrier.ts';
import { checkers } from '#harness/checkers/checkers.ts';
import { digestContent } from '#harness/checkers/content-digest.ts';
import type { NodeImplementation } from '#harness/contract/device.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { Handlings } from '#harness/delivery/handlings/handlings.ts';
import { createPostOffice } from '#harness/delivery/post-office.ts';
import { withPost } from '#harness/delivery/with-post.ts';
import { createJournal } from '#harness/history/journal.ts';
import { run, type RunOutcome } from '#harness/run/run.ts';
import { documents } from '#harness/workload/documents.ts';
import { real } from '#harness/world/real.ts';
import { createBareClient, type Engines } from '#nodes/bare-replica/bare-client.ts';
import { referenceNode } from '#nodes/sync-node/reference-node.ts';
import { loadYrs } from './load-yrs.ts';

export interface DeliveryRunOptions {
  /** Nothing of it runs; the record names it. */
  readonly node?: NodeImplementation;
  /** A test gives broken ones. */
  readonly handlings?: Handlings;
  readonly maxEvents?: number;
}

/** Runs a scenario whose topology has no nodes: documents alone, and `deliver` steps between them. */
export async function runDeliveries(
  scenario: Scenario,
  seed: number,
  options: DeliveryRunOptions = {},
): Promise<RunOutcome> {
  const { node = referenceNode, handlings, maxEvents } = options;
  const client = createBareClient(await enginesFor(scenario));
  return run({
    ...{ scenario, seed, node: node.name, checkers, settleMs: 0 },
    ...(maxEvents === undefined ? {} : { maxEvents }),
    wallMs: real.now,
    openCarrier(runSeed, saw) {
      const post = createPostOffice({
        payload: (ref) => carrier.journal.payloads[ref] ?? new Uint8Array(),
        ...(handlings === undefined ? {} : { handlings }),
      });
      const carrier = createMemoryCarrier({
        ...{ node, client, dialect: 'y-protocols', seed: runSeed },
        documents: withPost(documents, post),
        createJournal: (nowMs) =>
          createJournal(nowMs, (event) => {
            saw(event);
            post.saw(event);
          }),
      });
      return carrier;
    },
    digest: digestContent,
  });
}

/** Loaded before the world begins, which allows no loading. */
async function enginesFor({ topology }: Scenario): Promise<Engines> {
  const usesYrs = topology.devices.some(
    (device) => device.kind === 'client' && device.engine === 'yrs',
  );
  return usesYrs ? { yrs: await loadYrs() } : {};
}

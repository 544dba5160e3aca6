import { expect, test } from 'vitest';
import type { Carrier } from '#harness/contract/carrier.ts';
import { createLinkTracker } from '#harness/history/link-tracker.ts';
import { createTestingPair, link } from '#harness/link/testing-pair.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { heal } from './heal.ts';
import type { Stage } from './stage.ts';

const topology: Topology = {
  name: 'pair',
  syncNodes: { cloud: 'ws://cloud/rooms/{id}' },
  devices: [
    { kind: 'client', name: 'phone', dials: ['cloud'], storage: 'none', gc: true },
    { kind: 'node', name: 'cloud', dials: [], storage: 'none', gc: true },
  ],
  link: { latencyMs: 10, jitterMs: 0, connectDelayMs: 0 },
};

test('a link that was slowed down is as its topology says again, a limit it never had included', async () => {
  const { network } = createTestingPair();
  const carrier: Pick<Carrier, 'links'> = { links: network };
  const stage: Stage = {
    carrier: carrier as Carrier,
    topology,
    links: linksOf(topology),
    rooms: ['room'],
    tracker: createLinkTracker(),
    cuts: new Map(),
    asleep: new Set(),
    offline: new Set(),
    joined: new Map(),
    delays: new Map(),
    writtenBytes: () => 0,
    isOver: () => false,
    marks: new Set(),
    writers: new Map(),
  };
  await network.shape(link, { latencyMs: 300, bytesPerSecond: 1_000 });
  await heal(stage, { do: 'heal' });
  expect(network.readiness(link).profile).toEqual(topology.link);
});

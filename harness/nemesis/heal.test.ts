import { expect, test } from 'vitest';
import { createTestingPair, link } from '#harness/link/testing-pair.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { heal } from './heal.ts';
import { testingStage } from './testing-stage.ts';

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
  const stage = testingStage(topology, { links: network });
  await network.shape(link, { latencyMs: 300, bytesPerSecond: 1_000 });
  await heal(stage, { do: 'heal' });
  expect(network.readiness(link).profile).toEqual(topology.link);
});

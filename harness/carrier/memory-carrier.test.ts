import { expect, test } from 'vitest';
import type { ClientDevice } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { createJournal } from '#harness/history/journal.ts';
import { star } from '#harness/topology/presets.ts';
import { referenceNode } from '#nodes/sync-node/reference-node.ts';
import { documents } from '#harness/workload/documents.ts';
import { createMemoryCarrier } from './memory-carrier.ts';

const topology = star(1);

/** A carrier whose one client throws when it is told to work offline. */
async function carrierOfAThrower() {
  const client: ClientDevice = {
    join: () => undefined,
    leave: () => Promise.resolve(),
    replicas: () => [],
    replica: () => undefined,
    offline() {
      throw new TypeError('no awareness');
    },
    online: () => undefined,
    dial: () => undefined,
    close: () => Promise.resolve(),
    died: () => undefined,
  };
  const carrier = createMemoryCarrier({
    seed: 1,
    node: referenceNode,
    client: {
      name: 'thrower',
      awareness: 'plain',
      install: () => ({ storage: null, start: () => client }),
    },
    dialect: 'y-protocols',
    documents,
    createJournal: (nowMs) => createJournal(nowMs, () => undefined),
  });
  for (const spec of topology.devices) await carrier.install(spec, topology);
  return carrier;
}

test('what a device throws when it is told to do something is an event of the history', async () => {
  const carrier = await carrierOfAThrower();
  await carrier.start('client-1');
  await carrier.offline('client-1');
  expect(carrier.journal.events.at(-1)).toMatchObject({
    kind: 'exception',
    device: 'client-1',
    error: 'TypeError',
  });
});

test('telling a device that does not run is a fault of ours', async () => {
  const carrier = await carrierOfAThrower();
  await expect(carrier.offline('client-1')).rejects.toThrow(HarnessFault);
});

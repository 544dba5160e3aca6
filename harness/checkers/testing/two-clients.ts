import type { ClientSpec, NodeSpec, Topology } from '#harness/contract/topology.ts';
import { EventBuilder } from './event-builder.ts';

const cloud: NodeSpec = {
  ...{ kind: 'node', name: 'cloud', dials: [], storage: 'none', gc: true },
};

function client(name: string): ClientSpec {
  return { kind: 'client', name, dials: ['cloud'], storage: 'none', gc: true };
}

/** Two clients, `phone` and `tablet`, on one node, `cloud`; 20 ms a link. */
export const twoClients: Topology = {
  name: 'two-clients',
  syncNodes: { cloud: 'ws://cloud:3913/rooms/{id}' },
  devices: [cloud, client('phone'), client('tablet')],
  link: { latencyMs: 20, jitterMs: 0, connectDelayMs: 0 },
};

/** Client ids of the devices in {@link startedTwoClients}. */
export const ids = { cloud: 1, phone: 2, tablet: 3 } as const;

/** All three devices of {@link twoClients} run and are connected, the phone's user is shown to all. */
export function startedTwoClients(awareness?: 'facade') {
  const builder = new EventBuilder(twoClients);
  for (const device of ['cloud', 'phone', 'tablet'] as const)
    builder.start(device, awareness).replica(device, ids[device]);
  builder.at(100);
  return {
    builder,
    phone: builder.open('phone', 'cloud'),
    tablet: builder.open('tablet', 'cloud'),
  };
}

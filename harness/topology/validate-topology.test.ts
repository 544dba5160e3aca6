import { describe, expect, test } from 'vitest';
import type { DeviceSpec, Topology } from '#harness/contract/topology.ts';
import { chain, hubAndSpoke, mesh, ring, star } from './presets.ts';
import { cloudless, reference } from './reference.ts';
import { topologyProblems } from './validate-topology.ts';

const node: DeviceSpec = { kind: 'node', name: 'node-1', dials: [], storage: 'disk', gc: true };
const client: DeviceSpec = {
  kind: 'client',
  name: 'phone',
  dials: ['node-1'],
  storage: 'none',
  gc: true,
};

function topology(
  devices: readonly DeviceSpec[],
  syncNodes: Topology['syncNodes'] = { 'node-1': 'ws://n.test/{id}' },
): Topology {
  return { name: 'test', syncNodes, devices, link: reference.link };
}

describe('a sound topology', () => {
  test.each([reference, cloudless, star(3), chain(4), ring(3), mesh(4), hubAndSpoke(3, 2)])(
    '$name has no problems',
    (sound) => expect(topologyProblems(sound)).toEqual([]),
  );
});

describe('a topology that cannot work says why in plain words', () => {
  test.each<[string, Topology, string]>([
    [
      'a node that dials itself',
      topology([{ ...node, dials: ['node-1'] }]),
      'Node "node-1" dials itself',
    ],
    [
      'a node that dials localhost',
      topology([{ ...node, dials: ['localhost'] }]),
      'which is itself',
    ],
    [
      'an unknown name',
      topology([node, { ...client, dials: ['nod-1'] }]),
      'dials "nod-1", which the registry does not know',
    ],
    [
      'a template without {id}',
      topology([node], { 'node-1': 'ws://n.test/rooms' }),
      'must end in /{id}',
    ],
    [
      'a template that is no WebSocket URL',
      topology([node], { 'node-1': 'http://n.test/{id}' }),
      'must begin with ws://',
    ],
    [
      'a client with no way to any node',
      topology([node, { ...client, dials: [] }]),
      'so it can never sync',
    ],
    ['two devices of one name', topology([node, client, client]), 'Two devices are called "phone"'],
    [
      'one node dialled twice',
      topology([node, { ...client, dials: ['node-1', 'node-1'] }]),
      'twice',
    ],
    [
      'a node without a URL',
      topology([node, { ...node, name: 'node-2' }]),
      'has no URL in the registry',
    ],
    [
      'a URL without a node',
      topology([client], { 'node-1': 'ws://n.test/{id}' }),
      'no node of that name exists',
    ],
    [
      'localhost without a host',
      topology([node, { ...client, dials: ['localhost'] }]),
      'has no host',
    ],
    [
      'a negative latency',
      { ...topology([node, client]), link: { ...reference.link, latencyMs: -1 } },
      'latencyMs of the default link is -1',
    ],
  ])('%s', (_what, broken, sentence) => {
    expect(topologyProblems(broken).join(' ')).toContain(sentence);
  });
});

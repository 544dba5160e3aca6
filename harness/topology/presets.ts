import type { ClientSpec, NodeSpec, Topology } from '#harness/contract/topology.ts';
import { nearby } from './link-profiles.ts';

/** One node, and clients that dial it. */
export function star(clients: number): Topology {
  return build(
    'star',
    [node(1, [])],
    range(clients).map((index) => client(index, [1])),
  );
}

/** Nodes in a row, each dialling the next; a client at either end. */
export function chain(nodes: number): Topology {
  return build(
    'chain',
    range(nodes).map((index) => node(index, index < nodes ? [index + 1] : [])),
    [client(1, [1]), client(2, [nodes])],
  );
}

/** Nodes in a circle, each dialling the next; a client at every node. */
export function ring(nodes: number): Topology {
  return build(
    'ring',
    range(nodes).map((index) => node(index, [(index % nodes) + 1])),
    range(nodes).map((index) => client(index, [index])),
  );
}

/** Every node dials every other; a client at every node. */
export function mesh(nodes: number): Topology {
  return build(
    'mesh',
    range(nodes).map((index) =>
      node(
        index,
        range(nodes).filter((other) => other !== index),
      ),
    ),
    range(nodes).map((index) => client(index, [index])),
  );
}

/** Spoke nodes that dial one hub node, each with clients of its own. */
export function hubAndSpoke(spokes: number, clientsPerSpoke: number): Topology {
  const hub = spokes + 1;
  return build(
    'hub-and-spoke',
    range(spokes)
      .map((index) => node(index, [hub]))
      .concat(node(hub, [])),
    range(spokes * clientsPerSpoke).map((index) =>
      client(index, [Math.ceil(index / clientsPerSpoke)]),
    ),
  );
}

function build(name: string, nodes: readonly NodeSpec[], clients: readonly ClientSpec[]): Topology {
  return {
    name,
    syncNodes: Object.fromEntries(
      nodes.map((spec) => [spec.name, `ws://${spec.name}.test:3913/rooms/{id}`]),
    ),
    devices: [...clients, ...nodes],
    link: nearby,
  };
}

function node(index: number, dials: readonly number[]): NodeSpec {
  return {
    kind: 'node',
    name: `node-${index}`,
    dials: dials.map((other) => `node-${other}`),
    storage: 'disk',
    gc: true,
  };
}

function client(index: number, dials: readonly number[]): ClientSpec {
  return {
    kind: 'client',
    name: `client-${index}`,
    dials: dials.map((other) => `node-${other}`),
    storage: 'indexeddb',
    gc: true,
  };
}

/** 1 to count. */
function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

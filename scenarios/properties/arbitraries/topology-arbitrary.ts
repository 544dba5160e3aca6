import fc from 'fast-check';
import type { ClientSpec, NodeSpec, Topology } from '#harness/contract/topology.ts';
import { local, nearby, remote } from '#harness/topology/link-profiles.ts';
import { chain, hubAndSpoke, mesh, ring, star } from '#harness/topology/presets.ts';
import { cloudless, reference } from '#harness/topology/reference.ts';

const profile = fc.constantFrom(local, nearby, remote);
const mostlyTrue = fc.integer({ min: 0, max: 4 }).map((drawn) => drawn > 0);

/** A connected graph of one to four nodes, and one to four clients that dial one or two of them. */
const randomGraph: fc.Arbitrary<Topology> = fc
  .record({
    nodes: fc.array(
      fc.record({ towards: fc.nat(), reverse: fc.boolean(), gc: mostlyTrue, disk: mostlyTrue }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    clients: fc.array(
      fc.record({
        first: fc.nat(),
        second: fc.option(fc.nat()),
        gc: mostlyTrue,
        storage: mostlyTrue,
        mayWrite: mostlyTrue,
      }),
      {
        minLength: 2,
        maxLength: 4,
      },
    ),
    shortcut: fc.option(fc.tuple(fc.nat(), fc.nat())),
    link: profile,
  })
  .map(({ nodes, clients, shortcut, link }) => {
    const nameOf = (index: number): string => `node-${(index % nodes.length) + 1}`;
    const dials = new Map<string, Set<string>>(nodes.map((_, index) => [nameOf(index), new Set()]));
    const addDial = (from: string, to: string): void => {
      if (from !== to) dials.get(from)?.add(to);
    };
    for (const [index, { towards, reverse }] of nodes.entries()) {
      if (index === 0) continue;
      const [here, there] = [nameOf(index), nameOf(towards % index)];
      if (reverse) addDial(there, here);
      else addDial(here, there);
    }
    if (shortcut !== null) addDial(nameOf(shortcut[0]), nameOf(shortcut[1]));
    const nodeSpecs = nodes.map(({ gc, disk }, index): NodeSpec => {
      const name = nameOf(index);
      return {
        kind: 'node',
        name,
        dials: [...(dials.get(name) ?? [])],
        storage: disk ? 'disk' : 'none',
        gc,
      };
    });
    const clientSpecs = clients.map(
      ({ first, second, gc, storage, mayWrite }, index): ClientSpec => {
        const dialled = new Set([nameOf(first), ...(second === null ? [] : [nameOf(second)])]);
        return {
          kind: 'client',
          name: `client-${index + 1}`,
          dials: [...dialled],
          storage: storage ? 'indexeddb' : 'none',
          gc,
          // Somebody has to write.
          ...(mayWrite || index === 0 ? {} : { access: 'read-only' }),
        };
      },
    );
    return {
      name: 'random',
      syncNodes: Object.fromEntries(
        nodeSpecs.map(({ name }) => [name, `ws://${name}.test:3913/rooms/{id}`]),
      ),
      devices: [...clientSpecs, ...nodeSpecs],
      link,
    };
  });

const client = fc.record({
  dialled: fc.nat(),
  others: fc.nat(),
  gc: mostlyTrue,
  storage: mostlyTrue,
});

/** Servers that do not know of each other, and clients of one or several of them. */
function servers(most: number): fc.Arbitrary<Topology> {
  return fc
    .record({
      nodes: fc.array(fc.record({ gc: mostlyTrue, disk: mostlyTrue }), {
        minLength: 1,
        maxLength: most,
      }),
      clients: fc.array(client, { minLength: 2, maxLength: 5 }),
      link: profile,
    })
    .map(({ nodes, clients, link }) => {
      const names = nodes.map((_, index) => `server-${index + 1}`);
      return {
        name: names.length === 1 ? 'server' : 'servers',
        syncNodes: Object.fromEntries(
          names.map((name) => [name, `ws://${name}.test:3913/rooms/{id}`]),
        ),
        devices: [
          ...clients.map(({ dialled, others, gc, storage }, index): ClientSpec => ({
            kind: 'client',
            name: `client-${index + 1}`,
            // The bits of `others` choose which servers it dials besides.
            dials: names.filter(
              (_, number) => number === dialled % names.length || (others >> number) % 2 === 1,
            ),
            storage: storage ? 'indexeddb' : 'none',
            gc,
          })),
          ...nodes.map(({ gc, disk }, index): NodeSpec => ({
            kind: 'node',
            name: names[index] ?? '',
            dials: [],
            storage: disk ? 'disk' : 'none',
            gc,
          })),
        ],
        link,
      };
    });
}

const small = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Topologies by the name that `--topology` takes. */
export const topologyArbitraries = {
  reference: fc.constant(reference),
  cloudless: fc.constant(cloudless),
  star: small(2, 5).map(star),
  chain: small(2, 4).map(chain),
  ring: small(3, 4).map(ring),
  mesh: small(2, 3).map(mesh),
  'hub-and-spoke': fc
    .tuple(small(2, 3), small(1, 2))
    .map(([spokes, clients]) => hubAndSpoke(spokes, clients)),
  random: randomGraph,
  server: servers(1),
  servers: servers(3),
} satisfies Record<string, fc.Arbitrary<Topology>>;

/** Any of them; trees and random graphs more often than meshes, which hide what one link loses. */
export const anyTopology: fc.Arbitrary<Topology> = fc.oneof(
  { weight: 3, arbitrary: topologyArbitraries.random },
  { weight: 2, arbitrary: topologyArbitraries.reference },
  ...(['cloudless', 'star', 'chain', 'ring', 'mesh', 'hub-and-spoke'] as const).map((name) => ({
    weight: 1,
    arbitrary: topologyArbitraries[name],
  })),
);

/** Those in which no node dials another. */
export const dialFreeNames = ['star', 'server', 'servers'] as const;

/** Any of those in which no node dials another. */
export const anyDialFreeTopology: fc.Arbitrary<Topology> = fc.oneof(
  { weight: 3, arbitrary: topologyArbitraries.server },
  { weight: 1, arbitrary: topologyArbitraries.servers },
);

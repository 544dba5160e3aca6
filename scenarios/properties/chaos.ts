import type { Scenario } from '#harness/contract/scenario.ts';
import type { Step } from '#harness/contract/schedule.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { crash, edit, heal, offline, online, partition, restart } from '#harness/schedule/steps.ts';
import { createRandom, type RandomStream } from '#harness/world/random.ts';

export interface ChaosOptions {
  readonly topology: Topology;
  readonly seed: number;
  readonly durationMs: number;
  readonly edits: number;
  /** Partitions, crashes and offline periods together; each ends before the run does. */
  readonly faults: number;
}

/** Edits and faults at random times, all healed at the end: the same for the same seed. */
export function chaos({ topology, seed, durationMs, edits, faults }: ChaosOptions): Scenario {
  const random = createRandom(seed).fork('chaos');
  const clients = topology.devices.filter(({ kind }) => kind === 'client').map(({ name }) => name);
  const steps = [
    ...Array.from({ length: edits }, (_, index) => randomEdit(random, clients, index, durationMs)),
    ...Array.from({ length: faults }, () => randomFault(random, topology, durationMs)).flat(),
  ].sort((a, b) => a.at - b.at);
  return {
    id: 'properties/chaos',
    title: 'Edits and faults at random times, all healed at the end',
    rules: ['CONV-1', 'LOSS-1'],
    topology,
    rooms: ['room'],
    steps: [...steps, { at: durationMs, ...heal() }],
    expect: [],
  };
}

type TimedStep = Extract<Step, { at: number }>;

function randomEdit(
  random: RandomStream,
  clients: readonly string[],
  index: number,
  durationMs: number,
): TimedStep {
  const at = random.integer(1_000, durationMs - 1);
  const device = pick(random, clients);
  const kind = random.integer(0, 9);
  if (kind < 6)
    return { at, ...edit(device, 'text.insert', 'body', random.integer(0, 1_000), `[${index}]`) };
  if (kind < 8)
    return {
      at,
      ...edit(device, 'text.delete', 'body', random.integer(0, 1_000), random.integer(1, 5)),
    };
  return { at, ...edit(device, 'map.set', 'meta', `key-${random.integer(0, 5)}`, index) };
}

function randomFault(
  random: RandomStream,
  topology: Topology,
  durationMs: number,
): readonly TimedStep[] {
  const names = topology.devices.map(({ name }) => name);
  const clients = topology.devices.filter(({ kind }) => kind === 'client').map(({ name }) => name);
  const nodes = topology.devices.filter(({ kind }) => kind === 'node').map(({ name }) => name);
  const from = random.integer(1_000, durationMs - 2);
  const to = random.integer(from + 1, durationMs - 1);
  switch (random.integer(0, 2)) {
    case 0: {
      const left = names.filter(() => random.integer(0, 1) === 0);
      const right = names.filter((name) => !left.includes(name));
      const cut = pick(random, ['blackhole', 'drop', 'one-way'] as const);
      return [
        { at: from, ...partition(left, right, cut) },
        { at: to, ...heal() },
      ];
    }
    case 1: {
      const device = pick(random, clients);
      return [
        { at: from, ...offline(device) },
        { at: to, ...online(device) },
      ];
    }
    default: {
      const device = pick(random, nodes);
      return [
        { at: from, ...crash(device) },
        { at: to, ...restart(device) },
      ];
    }
  }
}

function pick<Item>(random: RandomStream, items: readonly Item[]): Item {
  const item = items[random.integer(0, items.length - 1)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

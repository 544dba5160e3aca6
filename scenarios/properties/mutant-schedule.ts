import type { Scenario } from '#harness/contract/scenario.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { heal, note } from '#harness/schedule/steps.ts';
import { createRandom } from '#harness/world/random.ts';
import { Plan } from './plan.ts';
import { asking } from './situations/asking.ts';
import { brokenLinks } from './situations/broken-links.ts';
import { busyEviction } from './situations/busy-eviction.ts';
import { congestion } from './situations/congestion.ts';
import { deadLink } from './situations/dead-link.ts';
import { departures } from './situations/departures.ts';
import { emptyNode } from './situations/empty-node.ts';
import { failingDisk } from './situations/failing-disk.ts';
import { loneLink } from './situations/lone-link.ts';
import { newcomer } from './situations/newcomer.ts';
import { offlineWork } from './situations/offline-work.ts';
import { presence } from './situations/presence.ts';
import { restarts } from './situations/restarts.ts';
import { silence } from './situations/silence.ts';
import { slowDisk } from './situations/slow-disk.ts';
import { strangers } from './situations/strangers.ts';
import { writing } from './situations/writing.ts';

const situations = [
  brokenLinks,
  busyEviction,
  congestion,
  departures,
  emptyNode,
  failingDisk,
  loneLink,
  newcomer,
  offlineWork,
  restarts,
  slowDisk,
  strangers,
];

/** Long enough after the last step for who left to be gone, and for silence to be judged. */
const aftermathMs = 60_000;

/**
 * A schedule in which planted bugs show: every seed enables its own subset of the situations (swarm
 * testing, Groce et al., ISSTA 2012), so that none is drowned by all the others. All is healed at the
 * end. The same for the same seed and topology.
 */
export function mutantSchedule(topology: Topology, seed: number): Scenario {
  const random = createRandom(seed).fork('mutant-schedule');
  const isLong = random.integer(0, 5) === 0;
  const durationMs = isLong ? 180_000 : ([15_000, 30_000, 90_000][random.integer(0, 2)] ?? 0);
  // Names that only a careless server takes for one.
  const rooms = random.integer(0, 2) === 0 ? ['Notes', 'notes'] : ['notes'];
  const plan = new Plan({ random, topology, rooms, durationMs });
  if (isLong) deadLink(plan);
  for (const situation of situations) {
    const times = random.integer(0, 2) > 0 ? 0 : random.integer(1, 2);
    for (let count = 0; count < times; count++) situation(plan);
  }
  writing(plan);
  if (random.integer(0, 1) === 0) presence(plan);
  if (random.integer(0, 3) === 0) asking(plan);
  // From a stream of its own, so that all else is as it would be without.
  const endsInSilence = createRandom(seed).fork('silence').integer(0, 7) === 0;
  return {
    id: 'properties/mutant-schedule',
    title: 'A subset of the situations in which planted bugs show, healed at the end',
    rules: ['CONV-1', 'LOSS-1'],
    topology,
    rooms,
    steps: [
      ...plan.steps(),
      { at: durationMs, ...heal() },
      ...(random.integer(0, 1) === 0
        ? []
        : [{ at: durationMs + aftermathMs, ...note('nobody did anything for a while') }]),
      ...(endsInSilence ? silence(plan, durationMs + aftermathMs) : []),
    ],
    expect: [],
  };
}

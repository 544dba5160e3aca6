import { isUp, type Stage } from '#harness/nemesis/stage.ts';
import type { Link } from '#harness/topology/links-of.ts';

/** The devices that are awake and hold a room, in the order of the topology. */
export function holdersOf(stage: Stage, room: string): readonly string[] {
  return stage.topology.devices
    .map(({ name }) => name)
    .filter(
      (name) =>
        stage.carrier.isRunning(name) &&
        !stage.asleep.has(name) &&
        stage.carrier.roomsOf(name).includes(room),
    );
}

/**
 * The links on which a provider of the room must be at work, whether one is or not: from every client
 * that has it open, and from every node that such a client reaches, to each node they dial that holds
 * it too. Only a link that is down, or a node that turned the dialler away for good, excuses. So it is
 * the topology that says whose replicas must agree, and a node that stops dialling is found out. A
 * node without users may hang up.
 */
export function dueLinks(stage: Stage, room: string): readonly Link[] {
  const holders = new Set(holdersOf(stage, room));
  const inUse = new Set(
    stage.topology.devices.flatMap(({ kind, name }) =>
      kind === 'client' && holders.has(name) ? [name] : [],
    ),
  );
  const due = new Set<Link>();
  for (const device of inUse) {
    for (const link of stage.links) {
      if (link.dialler !== device || !holders.has(link.listener) || !isUp(stage, link)) continue;
      if (stage.tracker.isTurnedAway(device, room, link.id)) continue;
      due.add(link);
      // A set that grows while it is walked: whom a user reaches is in use as well.
      inUse.add(link.listener);
    }
  }
  return [...due];
}

import { isUp, linkOf, type Stage } from '#harness/nemesis/stage.ts';
import { components } from '#harness/topology/components.ts';

/**
 * The devices that are awake and hold a room, grouped by the providers that connect them now; or, where
 * `deliver` steps connect them, by what they were given.
 */
export function roomComponents(stage: Stage, room: string): readonly (readonly string[])[] {
  const groups = stage.carrier.groups(room);
  if (groups !== null) return groups;
  const holders = stage.topology.devices
    .map(({ name }) => name)
    .filter(
      (name) =>
        stage.carrier.isRunning(name) &&
        !stage.asleep.has(name) &&
        stage.carrier.roomsOf(name).includes(room),
    );
  const edges = [...stage.tracker.links()].flatMap((tracked) => {
    const link = linkOf(stage, tracked.link);
    return link !== undefined && tracked.room === room && tracked.wanted && isUp(stage, link)
      ? [link]
      : [];
  });
  return components(holders, edges);
}

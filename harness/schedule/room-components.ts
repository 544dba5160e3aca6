import { tokenOf } from '#harness/contract/topology.ts';
import type { TrackedLink } from '#harness/history/link-tracker.ts';
import { isUp, linkOf, type Stage } from '#harness/nemesis/stage.ts';
import { components } from '#harness/topology/components.ts';

/**
 * The devices that are awake and hold a room, grouped by the providers that connect them now; or, where
 * `deliver` steps connect them, by what they were given. A client that may only read passes nothing on: it
 * belongs to the one group it is connected to, and joins no two. Nodes that talk over a bus pass on
 * what they have no use for: they are there without holding the room.
 */
export function roomComponents(stage: Stage, room: string): readonly (readonly string[])[] {
  const given = stage.carrier.groups(room);
  if (given !== null) return given;
  const awake = stage.topology.devices
    .map(({ name }) => name)
    .filter((name) => stage.carrier.isRunning(name) && !stage.asleep.has(name));
  const holders = awake.filter((name) => stage.carrier.roomsOf(name).includes(room));
  const edges = [...stage.tracker.links()].flatMap((tracked) => {
    const link = linkOf(stage, tracked.link);
    return link !== undefined && connects(tracked, room) && tracked.wanted && isUp(stage, link)
      ? [{ ...link, isBus: tracked.room === '' }]
      : [];
  });
  const onBus = edges.flatMap(({ isBus, dialler, listener }) => (isBus ? [dialler, listener] : []));
  const readers = readersOf(stage);
  const groups = components(
    [
      ...holders.filter((name) => !readers.has(name)),
      ...awake.filter((name) => onBus.includes(name) && !holders.includes(name)),
    ],
    edges,
  )
    .filter((members) => members.some((name) => holders.includes(name)))
    .map((members) => [...members]);
  for (const reader of holders.filter((name) => readers.has(name))) {
    const sources = groups.filter((members) =>
      edges.some(({ dialler, listener }) => dialler === reader && members.includes(listener)),
    );
    const [only] = sources;
    if (only !== undefined && sources.length === 1) only.push(reader);
    else groups.push([reader]);
  }
  return groups.map((members) => members.toSorted());
}

/** Whether a provider's link connects devices in the room: one of the room, or of their bus. */
export function connects(tracked: TrackedLink, room: string): boolean {
  return tracked.room === room || tracked.room === '';
}

/** Devices whose token lets them read only. */
export function readersOf({ topology }: Stage): ReadonlySet<string> {
  return new Set(topology.devices.filter((spec) => tokenOf(spec) !== '').map(({ name }) => name));
}

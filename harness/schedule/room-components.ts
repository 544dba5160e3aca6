import { tokenOf } from '#harness/contract/topology.ts';
import type { TrackedLink } from '#harness/history/link-tracker.ts';
import { isUp, linkOf, type Stage } from '#harness/nemesis/stage.ts';
import { components } from '#harness/topology/components.ts';
import { dueLinks, holdersOf } from './due-links.ts';

/**
 * The devices that are awake and hold a room, grouped by the links on which providers are or must be
 * at work now; or, where `deliver` steps connect them, by what they were given. A client that may only
 * read passes nothing on: it belongs to the one group it is connected to, and joins no two. Nodes that
 * talk over a bus pass on what they have no use for: they are there without holding the room.
 */
export function roomComponents(stage: Stage, room: string): readonly (readonly string[])[] {
  const given = stage.carrier.groups(room);
  if (given !== null)
    return given
      .map((members) => members.filter((name) => !stage.asleep.has(name)))
      .filter((members) => members.length > 0);
  const holders = holdersOf(stage, room);
  const tracked = [...stage.tracker.links()].flatMap((provider) => {
    const link = linkOf(stage, provider.link);
    return link !== undefined && connects(provider, room) && provider.wanted && isUp(stage, link)
      ? [{ ...link, isBus: provider.room === '' }]
      : [];
  });
  const edges = [...dueLinks(stage, room), ...tracked];
  const onBus = new Set(
    tracked.flatMap(({ isBus, dialler, listener }) => (isBus ? [dialler, listener] : [])),
  );
  const readers = readersOf(stage);
  const groups = components(
    [
      ...holders.filter((name) => !readers.has(name)),
      ...[...onBus].filter((name) => !holders.includes(name)),
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

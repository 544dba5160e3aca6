import type { Nemesis } from './nemesis.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import { startDevice } from './start-device.ts';

/** Adds a device to the running topology, dialled by the others that are named. */
export const add: Nemesis<'add'> = async (stage, { spec, url, dialledBy = [] }) => {
  const { topology } = stage;
  stage.topology = {
    ...topology,
    syncNodes: url === undefined ? topology.syncNodes : { ...topology.syncNodes, [spec.name]: url },
    devices: [
      ...topology.devices.map((device) =>
        dialledBy.includes(device.name)
          ? { ...device, dials: [...device.dials, spec.name] }
          : device,
      ),
      spec,
    ],
  };
  const known = new Set(stage.links.map(({ id }) => id));
  stage.links = linksOf(stage.topology);
  const added = stage.links.filter(({ id }) => !known.has(id));
  await stage.carrier.install(spec, stage.topology);
  if (spec.kind === 'client') stage.joined.set(spec.name, new Set(stage.rooms));
  await startDevice(stage, spec.name);
  for (const { dialler, id } of added) {
    if (dialler !== spec.name) await stage.carrier.dial(dialler, id);
  }
  return added.map(({ id }) => id);
};

/** A client opens a room. */
export const join: Nemesis<'join'> = async (stage, { device, room = stage.rooms[0] ?? '' }) => {
  stage.joined.get(device)?.add(room);
  await stage.carrier.join(device, room);
  return [];
};

/** A client closes a room in good order. */
export const leave: Nemesis<'leave'> = async (stage, { device, room = stage.rooms[0] ?? '' }) => {
  stage.joined.get(device)?.delete(room);
  await stage.carrier.leave(device, room);
  return [];
};

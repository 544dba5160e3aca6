import {
  linkId,
  type DeviceSpec,
  type LinkProfile,
  type Topology,
} from '#harness/contract/topology.ts';

/** A directed path from a dialler to a listener. */
export interface Link {
  readonly id: string;
  readonly dialler: string;
  readonly listener: string;
  /** The listener's URL template as the dialler writes it. */
  readonly template: string;
  readonly profile: LinkProfile;
}

/** Every link of a topology, in the order of its devices. */
export function linksOf(topology: Topology): readonly Link[] {
  return topology.devices.flatMap((device) => linksFrom(device, topology));
}

/** The links that one device dials. `localhost` is the node on the device's own host. */
export function linksFrom(device: DeviceSpec, topology: Topology): readonly Link[] {
  return device.dials.map((name) => {
    const isLocal = name === 'localhost' && device.kind === 'client';
    const listener = isLocal ? (device.host ?? '') : name;
    const id = linkId(device.name, listener);
    const registered = topology.syncNodes[listener] ?? '';
    return {
      id,
      dialler: device.name,
      listener,
      template: isLocal ? registered.replace(/^wss?:\/\/[^/:]+/, 'ws://localhost') : registered,
      profile: topology.links?.[id] ?? topology.link,
    };
  });
}

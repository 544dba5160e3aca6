import { linkId, type Topology } from '#harness/contract/topology.ts';

/** A directed path from a dialler to a listener. */
export interface Link {
  readonly id: string;
  readonly dialler: string;
  readonly listener: string;
}

/** Every link of a topology in the order of its devices; `localhost` is the node on the client's host. */
export function linksOf(topology: Topology): readonly Link[] {
  return topology.devices.flatMap((device) =>
    device.dials.map((name) => {
      const isLocal = name === 'localhost' && device.kind === 'client';
      const listener = isLocal ? (device.host ?? name) : name;
      return { id: linkId(device.name, listener), dialler: device.name, listener };
    }),
  );
}

/** An undirected connection between two devices. */
export interface Edge {
  readonly dialler: string;
  readonly listener: string;
}

/** The connected components of some devices, each sorted, in order of their first device. */
export function components(
  devices: readonly string[],
  edges: readonly Edge[],
): readonly (readonly string[])[] {
  const group = new Map(devices.map((device) => [device, new Set([device])]));
  for (const { dialler, listener } of edges) {
    const a = group.get(dialler);
    const b = group.get(listener);
    if (a === undefined || b === undefined || a === b) continue;
    for (const device of b) {
      a.add(device);
      group.set(device, a);
    }
  }
  return [...new Set(group.values())].map((members) => [...members].sort());
}

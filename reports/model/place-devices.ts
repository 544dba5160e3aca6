import type { DeviceSpec, Topology } from '#harness/contract/topology.ts';
import { linksOf } from './links.ts';

/** Where a device is drawn, both from -1 to 1. */
export interface Place {
  readonly name: string;
  readonly kind: DeviceSpec['kind'];
  readonly x: number;
  readonly y: number;
}

/**
 * A drawing of any topology: nodes on a circle in the order of their names' hosts, clients outside
 * beside what they dial; a client that dials several nodes stands between the first two of them.
 */
export function placeDevices(topology: Topology): readonly Place[] {
  const links = linksOf(topology);
  const nodes = topology.devices.filter(({ kind }) => kind === 'node');
  const clients = topology.devices.filter(({ kind }) => kind === 'client');
  const angles = new Map(nodes.map(({ name }, index) => [name, angleOf(index, nodes.length)]));
  const radius = nodes.length === 1 ? 0 : 0.5;
  const wanted = clients.map(({ name }, index) => {
    const dialled = links
      .filter(({ dialler }) => dialler === name)
      .map(({ listener }) => angles.get(listener) ?? 0);
    if (nodes.length === 1 || dialled.length === 0) return angleOf(index, clients.length);
    return dialled.length === 1 ? (dialled[0] ?? 0) : meanAngle(dialled.slice(0, 2));
  });
  const used = new Map<string, number>();
  return [
    ...nodes.map(({ name, kind }) => ({ name, kind, ...polar(angles.get(name) ?? 0, radius) })),
    ...clients.map(({ name, kind }, index) => {
      const key = (wanted[index] ?? 0).toFixed(2);
      const same = wanted.filter((angle) => angle.toFixed(2) === key).length;
      const nth = used.get(key) ?? 0;
      used.set(key, nth + 1);
      const spread = (nth - (same - 1) / 2) * Math.min(0.5, (1.6 * Math.PI) / clients.length);
      return { name, kind, ...polar((wanted[index] ?? 0) + spread, 1) };
    }),
  ];
}

/** Angles start at the upper left and go round, so that two nodes stand left and right. */
function angleOf(index: number, count: number): number {
  return -Math.PI * (5 / 6) + (index * 2 * Math.PI) / count;
}

function meanAngle(angles: readonly number[]): number {
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0);
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0);
  return Math.atan2(y, x);
}

function polar(angle: number, radius: number): { x: number; y: number } {
  return { x: Math.cos(angle) * radius, y: Math.sin(angle) * radius };
}

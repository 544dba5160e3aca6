import type { ReplicaMoment } from '../../model/replica-at.ts';
import type { ReportIndex } from './report-index.ts';

/** Replicas of a room with the same content at a moment; the largest group is A. */
export interface ContentGroup {
  /** A, B, C, ... */
  readonly letter: string;
  readonly devices: readonly string[];
  readonly moment: ReplicaMoment;
}

/** The groups of a room, the largest first; replicas that are not open are left out. */
export function groupsAt(index: ReportIndex, room: string, atMs: number): readonly ContentGroup[] {
  const groups = new Map<string, { devices: string[]; moment: ReplicaMoment }>();
  for (const device of index.devices) {
    const moment = index.replicaAt(device, room, atMs);
    if (moment === undefined || !moment.open) continue;
    const key = JSON.stringify([...moment.texts].sort());
    const group = groups.get(key) ?? { devices: [], moment };
    group.devices.push(device);
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.devices.length - a.devices.length)
    .map((group, place) => ({ letter: String.fromCharCode(65 + (place % 26)), ...group }));
}

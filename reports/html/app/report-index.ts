import type { ReplicaTimeline, ReportData, ReportPayload } from '#harness/contract/report-data.ts';
import { displayed } from './displayed.ts';
import { editsOf, type FollowedEdit } from '../../model/edit-cone.ts';
import { faultWindows, type FaultWindow } from '../../model/fault-window.ts';
import { flightsOf, type Flight } from '../../model/flights.ts';
import { focusOf, type Focus } from '../../model/focus.ts';
import { laneBands, type LaneBand } from '../../model/lane-band.ts';
import { createReplicaReader, type ReplicaMoment } from '../../model/replica-at.ts';

/** What every panel reads, worked out once. */
export interface ReportIndex {
  /** For display: see `displayed`. */
  readonly data: ReportData;
  /** As it was recorded, for copying. */
  readonly original: Pick<ReportData, 'record' | 'replay'>;
  readonly devices: readonly string[];
  readonly edits: readonly FollowedEdit[];
  readonly windows: readonly FaultWindow[];
  readonly flights: readonly Flight[];
  readonly bands: readonly LaneBand[];
  readonly focus: Focus;
  /** Device and client id of every replica, to show names beside ids. */
  readonly writers: ReadonlyMap<number, string>;
  payload(ref: number): ReportPayload | undefined;
  /** What a device's replica of a room holds at a moment; undefined where it never had one. */
  replicaAt(device: string, room: string, atMs: number): ReplicaMoment | undefined;
}

export function createReportIndex(original: ReportData): ReportIndex {
  const data = displayed(original);
  const windows = faultWindows(data.events);
  const readers = new Map(
    data.timelines.map((timeline) => [timeline, createReplicaReader(timeline)]),
  );
  return {
    data,
    original,
    devices: devicesOf(data),
    edits: editsOf(data),
    windows,
    flights: flightsOf(data.events),
    bands: laneBands(data.events, windows, data.durationMs),
    focus: focusOf(data),
    writers: new Map(data.timelines.map(({ clientId, device }) => [clientId, device])),
    payload: (ref) => data.payloads[ref] ?? undefined,
    replicaAt(device, room, atMs) {
      const lives = data.timelines.filter((life) => life.device === device && life.room === room);
      const life: ReplicaTimeline | undefined =
        lives.findLast(({ openedMs }) => openedMs <= atMs) ?? lives[0];
      return life === undefined ? undefined : readers.get(life)?.(atMs);
    },
  };
}

/** The topology's devices, then any that joined later. */
function devicesOf({ topology, timelines }: ReportData): readonly string[] {
  const names = topology.devices.map(({ name }) => name);
  return [...new Set([...names, ...timelines.map(({ device }) => device)])];
}

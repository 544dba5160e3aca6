import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { FrameKind } from '#harness/contract/schedule.ts';
import type { DeviceSpec } from '#harness/contract/topology.ts';
import type { Journal } from '#harness/history/journal.ts';
import { awarenessFrame, syncFrame } from './sample-frames.ts';

export interface SampleDevice {
  readonly spec: DeviceSpec;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly replica: string;
  readonly connections: Set<SampleConnection>;
}

export interface SampleConnection {
  readonly id: string;
  readonly link: string;
  readonly ends: readonly [SampleDevice, SampleDevice];
  readonly latencyMs: number;
  messages: number;
  open: boolean;
}

export interface SampleBoot {
  readonly spec: DeviceSpec;
  /** Counts the devices; the client id follows from it. */
  readonly index: number;
  readonly room: string;
  readonly journal: Journal;
  readonly send: (
    connection: SampleConnection,
    from: SampleDevice,
    frame: FrameKind,
    bytes: Uint8Array,
    update?: Uint8Array,
  ) => void;
}

/** Starts a device with an empty replica, which records and passes on whatever happens to it. */
export function bootSampleDevice({ spec, index, room, journal, send }: SampleBoot): SampleDevice {
  const doc = new Y.Doc();
  doc.clientID = 1_830_274 + index * 7919;
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const device = {
    spec,
    doc,
    awareness,
    replica: `${spec.name}:1#1`,
    connections: new Set<SampleConnection>(),
  };
  const recorder = journal.recorder(spec.name);
  recorder.record({ kind: 'start', incarnation: 1, spec: { ...spec } });
  const storage = spec.storage;
  recorder.record({
    kind: 'replica',
    state: 'opened',
    room,
    replica: device.replica,
    clientId: doc.clientID,
    gc: true,
    storage,
  });
  recorder.record({
    kind: 'load',
    room,
    replica: device.replica,
    state: 'ready',
    payload: journal.intern(Y.encodeStateAsUpdate(doc)),
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    const from = isConnection(origin)
      ? { from: 'connection' as const, connection: origin.id }
      : { from: 'edit' as const };
    const payload = journal.intern(update);
    recorder.record({ kind: 'update', room, replica: device.replica, origin: from, payload });
    if (storage !== 'none')
      recorder.record({ kind: 'storage', room, medium: storage, state: 'written', payload });
    for (const connection of device.connections) {
      if (connection !== origin) send(connection, device, 'update', syncFrame(2, update), update);
    }
  });
  awareness.on(
    'update',
    (
      { added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>,
      origin: unknown,
    ) => {
      const ids = [...added, ...updated, ...removed];
      const states = ids.map((client) => ({
        client,
        clock: awareness.meta.get(client)?.clock ?? 0,
        state: (awareness.getStates().get(client) as Record<string, string> | undefined) ?? null,
      }));
      recorder.record({
        kind: 'awareness',
        room,
        replica: device.replica,
        event: 'change',
        origin: isConnection(origin) ? 'remote' : 'local',
        added,
        updated,
        removed,
        states,
      });
      const frame = awarenessFrame(encodeAwarenessUpdate(awareness, ids));
      for (const connection of device.connections) {
        if (connection !== origin) send(connection, device, 'awareness', frame);
      }
    },
  );
  return device;
}

function isConnection(origin: unknown): origin is SampleConnection {
  return typeof origin === 'object' && origin !== null && 'ends' in origin;
}

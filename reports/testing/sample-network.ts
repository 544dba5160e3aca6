import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { FrameKind } from '#harness/contract/schedule.ts';
import { linkId, type DeviceSpec, type Topology } from '#harness/contract/topology.ts';
import type { Journal } from '#harness/history/journal.ts';
import { createJournal } from '#harness/history/journal.ts';

/** What a link of the sample loses on purpose: the first frame with this text, or none. */
export interface SampleDefect {
  readonly at: string;
  readonly to: string;
  /** Text in the update that `at` never passes on to `to`. */
  readonly text: string;
}

interface Device {
  readonly spec: DeviceSpec;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly replica: string;
  readonly connections: Set<Connection>;
}

interface Connection {
  readonly id: string;
  readonly link: string;
  readonly ends: readonly [Device, Device];
  readonly latencyMs: number;
  messages: number;
  open: boolean;
}

/**
 * Real Y.Docs that gossip over links in a small virtual time of its own: histories for the tests of
 * reports, without the engine.
 */
export interface SampleNetwork {
  readonly journal: Journal;
  readonly room: string;
  at(atMs: number, action: () => void): void;
  edit(device: string, index: number, text: string): void;
  setPresence(device: string, state: Readonly<Record<string, string>> | null): void;
  disconnect(device: string): void;
  connect(device: string): void;
  doc(device: string): Y.Doc;
  /** Runs everything due, and returns the time of the last event. */
  run(): number;
}

export function createSampleNetwork(
  topology: Topology,
  room: string,
  defects: readonly SampleDefect[],
): SampleNetwork {
  let nowMs = 0;
  let order = 0;
  let connections = 0;
  const queue: { atMs: number; order: number; action: () => void }[] = [];
  const journal = createJournal(
    () => nowMs,
    () => undefined,
  );
  const devices = new Map<string, Device>();
  const at = (atMs: number, action: () => void): void => {
    queue.push({ atMs, order: order++, action });
  };
  for (const [index, spec] of topology.devices.entries()) devices.set(spec.name, boot(spec, index));
  for (const { spec } of devices.values()) at(10, () => dialAll(get(spec.name)));
  return {
    journal,
    room,
    at,
    doc: (device) => get(device).doc,
    edit(name, index, text) {
      const device = get(name);
      const clock = Y.getState(device.doc.store, device.doc.clientID);
      device.doc.transact(() => device.doc.getText('body').insert(index, text), 'edit');
      journal.recorder(name).record({
        kind: 'edit',
        room,
        replica: device.replica,
        action: 'text.insert',
        args: ['body', index, text],
        token: text,
        root: 'body',
        rootType: 'text',
        inserted: [{ client: device.doc.clientID, clock, length: text.length }],
        deleted: [],
      });
    },
    setPresence(name, state) {
      get(name).awareness.setLocalState(state);
    },
    disconnect(name) {
      for (const connection of [...get(name).connections]) close(connection);
    },
    connect: (name) => dialAll(get(name)),
    run() {
      while (queue.length > 0) {
        queue.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
        const next = queue.shift();
        if (next === undefined) break;
        nowMs = next.atMs;
        next.action();
      }
      for (const { awareness } of devices.values()) clearInterval(awareness._checkInterval);
      return nowMs;
    },
  };

  function get(name: string): Device {
    const device = devices.get(name);
    if (device === undefined) throw new Error(`no device ${name}`);
    return device;
  }

  function boot(spec: DeviceSpec, index: number): Device {
    const doc = new Y.Doc();
    doc.clientID = 1_830_274 + index * 7919;
    const awareness = new Awareness(doc);
    awareness.setLocalState(null);
    const device = {
      spec,
      doc,
      awareness,
      replica: `${spec.name}:1#1`,
      connections: new Set<Connection>(),
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

  function dialAll(device: Device): void {
    for (const name of device.spec.dials) {
      const listener =
        name === 'localhost' && device.spec.kind === 'client' ? (device.spec.host ?? '') : name;
      dial(device, get(listener));
    }
  }

  function dial(dialler: Device, listener: Device): void {
    const link = linkId(dialler.spec.name, listener.spec.name);
    const { latencyMs } = topology.links?.[link] ?? topology.link;
    const connection: Connection = {
      id: `c${++connections}`,
      link,
      ends: [dialler, listener],
      latencyMs,
      messages: 0,
      open: true,
    };
    journal
      .recorder(dialler.spec.name)
      .record({ kind: 'status', room, link, status: 'connecting' });
    at(nowMs + 2 * latencyMs + 1, () => {
      for (const end of connection.ends) {
        end.connections.add(connection);
        journal.recorder(end.spec.name).record({
          kind: 'open',
          room,
          link,
          connection: connection.id,
          end: endOf(connection, end),
        });
      }
      journal
        .recorder(dialler.spec.name)
        .record({ kind: 'status', room, link, status: 'connected' });
      for (const end of connection.ends) {
        send(connection, end, 'step1', syncFrame(0, Y.encodeStateVector(end.doc)));
        const states = [...end.awareness.getStates().keys()];
        if (states.length > 0)
          send(
            connection,
            end,
            'awareness',
            awarenessFrame(encodeAwarenessUpdate(end.awareness, states)),
          );
      }
    });
  }

  function close(connection: Connection): void {
    connection.open = false;
    const [dialler] = connection.ends;
    journal
      .recorder(dialler.spec.name)
      .record({ kind: 'status', room, link: connection.link, status: 'disconnected' });
    for (const end of connection.ends) {
      end.connections.delete(connection);
      journal.recorder(end.spec.name).record({
        kind: 'close',
        room,
        link: connection.link,
        connection: connection.id,
        end: endOf(connection, end),
        code: 1005,
        by: end === dialler ? 'self' : 'peer',
      });
    }
  }

  function send(
    connection: Connection,
    from: Device,
    frame: FrameKind,
    bytes: Uint8Array,
    update?: Uint8Array,
  ): void {
    const to = connection.ends[0] === from ? connection.ends[1] : connection.ends[0];
    const text = update === undefined ? '' : Buffer.from(update).toString('latin1');
    if (
      defects.some(
        (defect) =>
          defect.at === from.spec.name && defect.to === to.spec.name && text.includes(defect.text),
      )
    )
      return;
    const message = `${connection.id}${connection.ends[0] === from ? '>' : '<'}${connection.messages++}`;
    const event = {
      room,
      link: connection.link,
      connection: connection.id,
      message,
      frame,
      payload: journal.intern(bytes),
    };
    journal
      .recorder(from.spec.name)
      .record({ kind: 'send', end: endOf(connection, from), ...event });
    at(nowMs + connection.latencyMs + 0.25, () => {
      if (!connection.open) return;
      journal
        .recorder(to.spec.name)
        .record({ kind: 'receive', end: endOf(connection, to), ...event });
      receive(connection, to, bytes);
    });
  }

  function receive(connection: Connection, device: Device, bytes: Uint8Array): void {
    const decoder = createDecoder(bytes);
    const type = readVarUint(decoder);
    if (type === 1) {
      applyAwarenessUpdate(device.awareness, readVarUint8Array(decoder), connection);
      return;
    }
    const step = readVarUint(decoder);
    const body = readVarUint8Array(decoder);
    if (step === 0) {
      send(connection, device, 'step2', syncFrame(1, Y.encodeStateAsUpdate(device.doc, body)));
      return;
    }
    Y.applyUpdate(device.doc, body, connection);
    if (step === 1 && endOf(connection, device) === 'dialler') {
      journal.recorder(device.spec.name).record({
        kind: 'sync',
        room,
        link: connection.link,
        connection: connection.id,
        synced: true,
      });
    }
  }
}

function endOf(connection: Connection, device: Device): 'dialler' | 'listener' {
  return connection.ends[0] === device ? 'dialler' : 'listener';
}

function isConnection(origin: unknown): origin is Connection {
  return typeof origin === 'object' && origin !== null && 'ends' in origin;
}

function syncFrame(step: number, body: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 0);
  writeVarUint(encoder, step);
  writeVarUint8Array(encoder, body);
  return toUint8Array(encoder);
}

function awarenessFrame(body: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint8Array(encoder, body);
  return toUint8Array(encoder);
}

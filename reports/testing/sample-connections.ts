import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { FrameKind } from '#harness/contract/schedule.ts';
import { linkId, type Topology } from '#harness/contract/topology.ts';
import type { Journal } from '#harness/history/journal.ts';
import type { SampleClock } from './sample-clock.ts';
import type { SampleBoot, SampleConnection, SampleDevice } from './sample-device.ts';
import { awarenessFrame, syncFrame } from './sample-frames.ts';

/** What a link of the sample loses on purpose: every frame with this text. */
export interface SampleDefect {
  readonly at: string;
  readonly to: string;
  /** Text in the update that `at` never passes on to `to`. */
  readonly text: string;
}

export interface SampleLinks {
  readonly topology: Topology;
  readonly room: string;
  readonly defects: readonly SampleDefect[];
  readonly clock: SampleClock;
  readonly journal: Journal;
}

/** Connections between devices: each greets with its state, then carries frames with its link's latency. */
export function createSampleConnections({ topology, room, defects, clock, journal }: SampleLinks): {
  dial(dialler: SampleDevice, listener: SampleDevice): void;
  close(connection: SampleConnection): void;
  readonly send: SampleBoot['send'];
} {
  const { at, nowMs } = clock;
  let connections = 0;
  return { dial, close, send };

  function dial(dialler: SampleDevice, listener: SampleDevice): void {
    const link = linkId(dialler.spec.name, listener.spec.name);
    const { latencyMs } = topology.links?.[link] ?? topology.link;
    const connection: SampleConnection = {
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
    at(nowMs() + 2 * latencyMs + 1, () => {
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

  function close(connection: SampleConnection): void {
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
    connection: SampleConnection,
    from: SampleDevice,
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
    at(nowMs() + connection.latencyMs + 0.25, () => {
      if (!connection.open) return;
      journal
        .recorder(to.spec.name)
        .record({ kind: 'receive', end: endOf(connection, to), ...event });
      receive(connection, to, bytes);
    });
  }

  function receive(connection: SampleConnection, device: SampleDevice, bytes: Uint8Array): void {
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

function endOf(connection: SampleConnection, device: SampleDevice): 'dialler' | 'listener' {
  return connection.ends[0] === device ? 'dialler' : 'listener';
}

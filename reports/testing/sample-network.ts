import * as Y from 'yjs';
import type { Topology } from '#harness/contract/topology.ts';
import { createJournal, type Journal } from '#harness/history/journal.ts';
import { createSampleClock } from './sample-clock.ts';
import { createSampleConnections, type SampleDefect } from './sample-connections.ts';
import { bootSampleDevice, type SampleDevice } from './sample-device.ts';

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
  const clock = createSampleClock();
  const journal = createJournal(clock.nowMs, () => undefined);
  const { dial, close, send } = createSampleConnections({
    topology,
    room,
    defects,
    clock,
    journal,
  });
  const devices = new Map(
    topology.devices.map((spec, index) => [
      spec.name,
      bootSampleDevice({ spec, index, room, journal, send }),
    ]),
  );
  for (const name of devices.keys()) clock.at(10, () => dialAll(get(name)));
  return {
    journal,
    room,
    at: clock.at,
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
      const endMs = clock.run();
      for (const { awareness } of devices.values()) clearInterval(awareness._checkInterval);
      return endMs;
    },
  };

  function get(name: string): SampleDevice {
    const device = devices.get(name);
    if (device === undefined) throw new Error(`no device ${name}`);
    return device;
  }

  function dialAll(device: SampleDevice): void {
    for (const name of device.spec.dials) {
      const listener =
        name === 'localhost' && device.spec.kind === 'client' ? (device.spec.host ?? '') : name;
      dial(device, get(listener));
    }
  }
}

import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { EventBody } from '#harness/contract/history-event.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import type { Schedule, Step } from '#harness/contract/schedule.ts';
import type { Topology } from '#harness/contract/topology.ts';
import type { CheckResult, RunVerdict } from '#harness/contract/verdict.ts';
import { historyHash } from '#harness/history/history-hash.ts';
import { reference } from '#harness/topology/reference.ts';
import type { SampleDefect } from './sample-connections.ts';
import { createSampleNetwork, type SampleNetwork } from './sample-network.ts';

/** A run of a small story over the reference topology, or over one of your own. */
export interface SampleOptions {
  readonly scenario?: string;
  readonly title?: string;
  readonly topology?: Topology;
  readonly room?: string;
  readonly defects?: readonly SampleDefect[];
  readonly verdict?: RunVerdict;
  readonly checks?: readonly CheckResult[];
  readonly reasons?: readonly string[];
  readonly sentences?: readonly string[];
  readonly steps?: readonly Step[];
  /** What happens; by default the desktop browser edits offline. */
  readonly play?: (
    network: SampleNetwork,
    record: (device: string, event: EventBody) => void,
  ) => void;
}

export const passingChecks: readonly CheckResult[] = [
  pass('CONV-1', 'every replica equal', '6 replicas, 1 digest'),
  pass('LOSS-1', 'no edit is lost', '3 edits'),
  pass('ECON-1', 'flood bound', '13.0 messages per edit (flood bound 13, tree 5)'),
  pass('STATE-1', 'state never goes back', '6 replicas'),
];

export const offlineSteps: readonly Step[] = [
  { at: 500, do: 'edit', device: 'phone', action: 'text.insert', args: ['body', 0, 'Notes'] },
  { at: 1000, do: 'offline', device: 'desktop-browser', says: 'the desktop browser goes offline' },
  {
    at: 1250,
    do: 'edit',
    device: 'desktop-browser',
    action: 'text.insert',
    args: ['body', 0, 'Draft '],
    says: 'the desktop browser edits',
  },
  {
    at: 3000,
    do: 'edit',
    device: 'phone',
    action: 'text.insert',
    args: ['body', 5, ' k17'],
    says: 'the phone writes on',
  },
  { at: 6000, do: 'online', device: 'desktop-browser', says: 'the desktop browser reconnects' },
  { when: { is: 'quiescent' }, withinMs: 60_000, do: 'note', text: 'all six converge' },
];

/** The story of {@link offlineSteps}, performed. */
export function playOffline(
  network: SampleNetwork,
  record: (device: string, event: EventBody) => void,
): void {
  const device = 'desktop-browser';
  const links = ['desktop-browser->desktop-node'];
  network.at(300, () => {
    network.setPresence('phone', { name: 'Phone' });
    network.setPresence('laptop-browser', { name: 'Laptop' });
    network.setPresence(device, { name: 'Desktop' });
  });
  network.at(500, () => network.edit('phone', 0, 'Notes'));
  network.at(1000, () => {
    network.disconnect(device);
    record('', { kind: 'fault', action: { do: 'offline', device }, links });
    record('', { kind: 'note', text: 'the desktop browser goes offline' });
  });
  network.at(1250, () => {
    network.edit(device, 0, 'Draft ');
    record('', { kind: 'note', text: 'the desktop browser edits' });
  });
  network.at(3000, () => {
    network.edit('phone', 5, ' k17');
    record('', { kind: 'note', text: 'the phone writes on' });
  });
  network.at(6000, () => {
    network.connect(device);
    record('', { kind: 'heal', action: { do: 'online', device }, links });
    record('', { kind: 'note', text: 'the desktop browser reconnects' });
  });
  network.at(6400, () => record('', { kind: 'note', text: 'all six converge' }));
}

/** A run view made by real Y.Docs; the same options give the same view. */
export function createSampleRun(options: SampleOptions = {}): RunView {
  const topology = options.topology ?? reference;
  const room = options.room ?? 'blog';
  const network = createSampleNetwork(topology, room, options.defects ?? []);
  const { journal } = network;
  const record = (device: string, event: EventBody): void => journal.recorder(device).record(event);
  (options.play ?? playOffline)(network, record);
  const virtualMs = network.run();
  record('', { kind: 'quiescence', reached: true, reason: '' });
  const replicas = topology.devices.map(({ name, kind }) => {
    const doc = network.doc(name);
    const content = { body: doc.getText('body').toDelta() };
    record(name, {
      kind: 'snapshot',
      room,
      replica: `${name}:1#1`,
      cause: 'quiescent',
      component: topology.devices.map((device) => device.name).sort(),
      payload: journal.intern(Y.encodeStateAsUpdate(doc)),
      stateVector: journal.intern(Y.encodeStateVector(doc)),
      pendingStructs: doc.store.pendingStructs !== null,
      pendingDeletes: doc.store.pendingDs !== null,
      content,
    });
    return {
      name,
      kind,
      room,
      digest: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
      clientId: doc.clientID,
      stateVector: Object.fromEntries(
        [...Y.decodeStateVector(Y.encodeStateVector(doc))].map(([id, clock]) => [
          String(id),
          clock,
        ]),
      ),
    };
  });
  const history = journal.history(topology, [room]);
  const sends = history.events.filter((event) => event.kind === 'send');
  const schedule: Schedule = { version: 1, steps: options.steps ?? offlineSteps };
  const scenario = options.scenario ?? 'offline/offline-desktop';
  return {
    title:
      options.title ?? 'A desktop browser edits offline, reconnects, and every device converges',
    rules: ['CONV-1', 'LOSS-1', 'ECON-1'],
    replay: `pnpm scenario ${scenario.split('/').at(-1) ?? ''} --seed 7`,
    diagnosis: options.sentences === undefined ? null : { sentences: options.sentences },
    shrunk: null,
    neighbour: null,
    history,
    record: {
      version: 1,
      scenario,
      seed: 7,
      via: 'memory',
      node: 'yardstick',
      verdict: options.verdict ?? 'pass',
      historyHash: historyHash(history.events, journal.payloads),
      virtualMs,
      wallMs: 210,
      replicas,
      checks: options.checks ?? passingChecks,
      reasons: options.reasons ?? [],
      counts: {
        edits: history.events.filter(({ kind }) => kind === 'edit').length,
        faults: history.events.filter(({ kind }) => kind === 'fault').length,
        messages: sends.length,
        bytes: sends.reduce(
          (sum, event) => sum + (event.kind === 'send' ? history.payload(event.payload).length : 0),
          0,
        ),
      },
      schedule,
      report: null,
    },
  };
}

function pass(rule: string, title: string, detail: string): CheckResult {
  return { rule, title, verdict: 'pass', detail, findings: [] };
}

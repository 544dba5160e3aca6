import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  partition,
  quiescent,
  received,
  repeat,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { reference } from '#harness/topology/reference.ts';

const mixed: Topology = {
  ...reference,
  name: 'mixed-gc',
  devices: reference.devices.map((device) => ({
    ...device,
    gc: !['cloud', 'phone'].includes(device.name),
  })),
};

export default defineScenario({
  title:
    'Replicas that collect garbage and replicas that do not agree after deletions and undos on both sides',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'COLD-1', 'UNDO-1'],
  issue: 'yjs/yjs#204',
  topology: mixed,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(500, edit('phone', 'undo.track', 'body')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'To be cut down to size.')),
    when(received('laptop-browser', 'To be cut down to size.'), note('the laptop browser has it')),
    at(
      2_000,
      partition(['laptop-node'], ['desktop-node', 'cloud', 'phone']),
      'the laptop is cut off',
    ),
    ...repeat(3_000, 100, 8, (index) => edit('phone', 'text.delete', 'body', index, 1)),
    ...repeat(4_000, 100, 8, () => edit('laptop-browser', 'text.delete', 'body', 5, 1)),
    ...repeat(5_000, 100, 3, () => edit('phone', 'undo.undo', 'body')),
    at(12_000, heal(), 'the cut heals'),
    at(30_000, edit('phone', 'undo.undo', 'body')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:partition', 'heal:heal'],
});

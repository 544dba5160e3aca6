import type { ClientSpec, Topology } from '#harness/contract/topology.ts';
import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  offline,
  online,
  partition,
  presence,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

const viewer: ClientSpec = {
  kind: 'client',
  name: 'viewer',
  dials: ['cloud', 'laptop-node'],
  storage: 'indexeddb',
  gc: true,
  access: 'read-only',
};

const withViewer: Topology = { ...reference, devices: [...reference.devices, viewer] };

export default defineScenario({
  title: 'Someone who may only read sees all that the others write and format, and changes nothing',
  rules: ['CONV-1', 'LOSS-1', 'DERIV-1', 'AWARE-1'],
  issue: 'jupyter-server/jupyverse#546',
  topology: withViewer,
  rooms: ['blog'],
  steps: [
    when(synced, note('all seven in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'A sentence with some weight.')),
    when(received('viewer', 'A sentence with some weight.'), note('the viewer has the sentence')),
    at(
      2_000,
      partition(['desktop-node'], ['laptop-node', 'cloud', 'phone']),
      'the desktop is cut off',
    ),
    at(3_000, edit('desktop-browser', 'text.format', 'body', 0, 15, { bold: true })),
    at(3_000, edit('phone', 'text.format', 'body', 2, 20, { bold: true })),
    at(4_000, offline('viewer'), 'the viewer works offline'),
    at(5_000, edit('phone', 'text.insert', 'body', 10, ' (bold)')),
    at(12_000, heal(), 'the cut heals'),
    at(20_000, online('viewer'), 'the viewer is back'),
    at(25_000, presence('viewer', { name: 'viewer', cursor: 3 })),
    at(30_000, edit('laptop-browser', 'text.format', 'body', 0, 30, { bold: null })),
    when(received('viewer', ' (bold)'), note('the viewer has it all')),
    when(quiescent, note('all seven show the same')),
  ],
  expect: ['fault:partition', 'concurrent-edits', 'heal:online', 'presence:viewer'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  addNode,
  at,
  edit,
  heal,
  note,
  partition,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { cloud, cloudless } from '#harness/topology/reference.ts';
import { SYNC_NODES } from '#harness/topology/sync-nodes.ts';

export default defineScenario({
  title: 'While laptop and desktop cannot see each other, a cloud node is added that both can',
  rules: ['CONV-1', 'LOSS-1', 'LIST-1', 'LIVE-1'],
  topology: cloudless,
  rooms: ['blog'],
  steps: [
    when(synced, note('all five in sync')),
    at(1_000, partition(['laptop-node'], ['desktop-node', 'phone']), 'the laptop is cut off'),
    at(2_000, edit('laptop-browser', 'text.insert', 'body', 0, 'Laptop. ')),
    at(2_000, edit('desktop-browser', 'text.insert', 'body', 0, 'Desktop. ')),
    at(
      10_000,
      addNode(cloud, SYNC_NODES['cloud'] ?? '', ['phone', 'laptop-node', 'desktop-node']),
      'a cloud node is added',
    ),
    when(received('desktop-browser', 'Laptop. '), note('both sides meet in the cloud')),
    when(received('laptop-browser', 'Desktop. '), note('before the cut has healed')),
    at(60_000, heal(), 'the cut heals'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['add:cloud', 'fault:partition', 'concurrent-edits'],
});

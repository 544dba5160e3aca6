import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, received, synced, when } from '#harness/schedule/steps.ts';
import { cloud, cloudless } from '#harness/topology/reference.ts';
import { SYNC_NODES } from '#harness/topology/sync-nodes.ts';

export default defineScenario({
  title: 'A cloud node joins a running topology, and the rest is left untouched',
  rules: ['CONV-1', 'LOSS-1'],
  topology: cloudless,
  rooms: ['blog'],
  steps: [
    when(synced, note('all five in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Before the cloud. '), 'the phone writes'),
    at(
      3_000,
      {
        do: 'add',
        spec: cloud,
        url: SYNC_NODES['cloud'] ?? '',
        dialledBy: ['phone', 'laptop-node', 'desktop-node'],
      },
      'the cloud node is added',
    ),
    when(received('cloud', 'Before the cloud. '), note('it has what was written before it came')),
    at(
      5_000,
      edit('laptop-browser', 'text.append', 'body', 'With it. '),
      'the laptop browser writes',
    ),
    when(received('cloud', 'With it. '), note('the cloud takes part')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['add:cloud', 'edit:laptop-browser'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  fsyncFailure,
  note,
  quiescent,
  received,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    "A node's disk fails to sync three times, and the node tries again until what it wrote is durable",
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'COLD-1', 'EXC-1'],
  issue: 'ueberdosis/hocuspocus#995',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Before. ')),
    at(2_000, fsyncFailure('cloud', 3), 'the next three syncs of the cloud fail'),
    at(2_500, edit('phone', 'text.append', 'body', 'Not so fast. ')),
    when(received('cloud', 'Not so fast. '), note('the cloud has it in memory')),
    at(10_000, crash('cloud'), 'seconds later it is killed'),
    at(12_000, restart('cloud'), 'and starts on its disk'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:fsync-failure', 'storage-failed:cloud', 'heal:restart'],
});

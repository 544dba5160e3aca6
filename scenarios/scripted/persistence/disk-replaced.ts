import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  diskLoss,
  edit,
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
    'The cloud comes back with an empty disk while clients live, and is filled again without a duplicate',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'LOSS-4', 'COLD-1'],
  issue: 'nextcloud/text#3921',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Written once. ')),
    at(4_000, crash('cloud'), 'the cloud dies'),
    at(5_000, diskLoss('cloud'), 'its disk is replaced'),
    at(6_000, edit('laptop-browser', 'text.append', 'body', 'And once more. ')),
    at(9_000, restart('cloud'), 'it starts with nothing'),
    when(received('cloud', 'Written once. '), note('the others have filled it again')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:crash', 'fault:disk-loss', 'heal:restart'],
});

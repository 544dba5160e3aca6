import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
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
    'The cloud node is killed, the others carry on without it, and it catches up after its restart',
  rules: ['CONV-1', 'COLD-1', 'LOSS-1', 'STATE-2'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'With the cloud. ')),
    at(2_000, crash('cloud'), 'the cloud node is killed'),
    at(
      3_000,
      edit('laptop-browser', 'text.append', 'body', 'Without it. '),
      'the laptop browser writes',
    ),
    when(received('phone', 'Without it. '), note('the phone has it all the same')),
    at(8_000, restart('cloud'), 'the cloud node starts again on its own disk'),
    when(received('cloud', 'Without it. '), note('the cloud has caught up')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:crash', 'heal:restart'],
});

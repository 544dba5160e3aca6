import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  heal,
  note,
  partition,
  quiescent,
  received,
  restart,
  stored,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A phone without a network is killed by its system, opened again, and still has what it wrote',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'IDENT-1'],
  issue: 'yjs/y-protocols#19',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('laptop-browser', 'text.insert', 'body', 0, 'At home. ')),
    at(
      2_000,
      partition(['phone'], ['desktop-node', 'laptop-node', 'cloud']),
      'the phone loses its network',
    ),
    at(3_000, edit('phone', 'text.append', 'body', 'On the road. '), 'it writes'),
    when(stored('phone'), note('the edit is stored in IndexedDB')),
    at(5_000, crash('phone'), 'the system kills the app'),
    at(60_000, restart('phone'), 'the user opens it again, still without a network'),
    at(62_000, edit('phone', 'text.append', 'body', 'Still there. '), 'and writes on'),
    at(90_000, heal(), 'the network is back'),
    when(
      received('laptop-browser', 'On the road. '),
      note('the laptop has what was written before'),
    ),
    when(received('laptop-browser', 'Still there. '), note('and after')),
    when(quiescent, note('all six converge'), 'after the kernels have tried again', 300_000),
  ],
  expect: ['edit-offline:phone', 'fault:crash', 'heal:restart', 'heal:heal'],
});

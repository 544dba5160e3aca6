import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  note,
  quiescent,
  received,
  repeat,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'The laptop node is killed with edits that it has not written to disk, and gets them back from others',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'COLD-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...repeat(1_000, 1, 30, (index) => edit('laptop-browser', 'text.append', 'body', `${index}, `)),
    at(1_031, crash('laptop-node'), 'the laptop node is killed a millisecond later'),
    at(2_000, edit('laptop-browser', 'text.append', 'body', 'Alone. ')),
    at(6_000, restart('laptop-node'), 'it starts again'),
    when(received('laptop-node', '29, '), note('it has the edits again')),
    when(received('phone', 'Alone. '), note('and has passed on what was written meanwhile')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:crash', 'heal:restart', 'edit-offline:laptop-browser'],
});

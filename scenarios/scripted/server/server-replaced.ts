import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  close,
  edit,
  note,
  quiescent,
  received,
  repeat,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'The server is stopped in good order while its clients type, and its successor has everything',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1'],
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    ...repeat(1_000, 100, 40, (index) =>
      edit(`client-${(index % 2) + 1}`, 'text.append', 'body', `${index}, `),
    ),
    at(3_000, close('node-1'), 'the server is told to stop'),
    at(20_000, edit('client-1', 'text.append', 'body', 'Nobody listens. ')),
    at(40_000, restart('node-1'), 'its successor starts'),
    when(received('client-2', 'Nobody listens. '), note('what was written meanwhile arrives')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['close:node-1', 'heal:restart'],
});

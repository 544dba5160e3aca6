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
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'The server is killed while everyone types, starts again, and nothing is lost',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    ...repeat(1_000, 50, 40, (index) =>
      edit(`client-${(index % 3) + 1}`, 'text.append', 'body', `${index}, `),
    ),
    at(2_010, crash('node-1'), 'the server is killed'),
    at(4_000, edit('client-2', 'text.append', 'body', 'Nobody listens. ')),
    at(9_000, restart('node-1'), 'and starts again'),
    when(received('client-1', 'Nobody listens. '), note('what was written meanwhile arrives')),
    when(quiescent, note('all four converge')),
  ],
  expect: ['fault:crash', 'heal:restart'],
});

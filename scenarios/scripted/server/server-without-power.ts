import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  powerLoss,
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
    'The server loses power and is back half a minute later: its clients find out, and nothing is lost',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1'],
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    ...repeat(1_000, 20, 40, (index) => edit('client-1', 'text.append', 'body', `${index}, `)),
    at(1_800, powerLoss('node-1'), 'the server loses power'),
    at(3_000, edit('client-2', 'text.append', 'body', 'In the dark. ')),
    at(30_000, restart('node-1'), 'power is back'),
    when(
      received('client-1', 'In the dark. '),
      note('what was written meanwhile arrives'),
      undefined,
      120_000,
    ),
    when(quiescent, note('all three converge'), undefined, 300_000),
  ],
  expect: ['fault:power-loss', 'heal:restart'],
});

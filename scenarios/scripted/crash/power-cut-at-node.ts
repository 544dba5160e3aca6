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
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'The desktop loses power while it writes to its disk, and keeps everything that was durable',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'LIVE-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...repeat(1_000, 2, 40, (index) => edit('phone', 'text.append', 'body', `${index}, `)),
    at(1_085, powerLoss('desktop-node'), 'the desktop node loses power'),
    at(3_000, edit('phone', 'text.append', 'body', 'In the dark. ')),
    at(20_000, restart('desktop-node'), 'power is back'),
    when(
      received('desktop-browser', 'In the dark. '),
      note('the desktop browser has what it missed'),
    ),
    when(quiescent, note('all six converge'), 'once every dead connection is found out', 300_000),
  ],
  expect: ['fault:power-loss', 'heal:restart'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  partition,
  powerLoss,
  quiescent,
  repeat,
  restart,
  stored,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    "A phone's battery dies while it is offline: the browser may lose its last two seconds, and no more",
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'IDENT-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(
      1_000,
      partition(['phone'], ['desktop-node', 'laptop-node', 'cloud']),
      'the phone has no network',
    ),
    at(2_000, edit('phone', 'text.append', 'body', 'Ten seconds old. ')),
    when(stored('phone'), note('the edit is stored')),
    ...repeat(11_000, 250, 4, (index) => edit('phone', 'text.append', 'body', `Fresh ${index}. `)),
    at(12_000, powerLoss('phone'), 'the battery dies'),
    at(60_000, restart('phone'), 'the phone is charged again'),
    at(61_000, heal(), 'and has a network'),
    when(
      quiescent,
      note('all six agree on what is left'),
      'once every dead connection is found out',
      300_000,
    ),
  ],
  expect: ['edit-offline:phone', 'fault:power-loss', 'heal:restart'],
});

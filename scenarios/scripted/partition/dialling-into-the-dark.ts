import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  offline,
  online,
  partition,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A phone dials while every packet vanishes, and connects once the kernel tries again',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1', 'LIVE-3'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, offline('phone'), 'the phone works offline'),
    at(2_000, edit('phone', 'text.insert', 'body', 0, 'In the tunnel. ')),
    at(
      3_000,
      partition(['phone'], ['desktop-node', 'laptop-node', 'cloud']),
      'its network has gone meanwhile',
    ),
    at(4_000, online('phone'), 'it dials, and hears nothing'),
    at(24_000, heal(), 'the network is back'),
    when(received('cloud', 'In the tunnel. '), note('the edit has arrived')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit-offline:phone', 'fault:partition', 'heal:heal'],
});

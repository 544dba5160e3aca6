import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  partition,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

const tailnet = ['desktop-node', 'laptop-node', 'phone'];

export default defineScenario({
  title: 'The gateway to the cloud dies and refuses every dial for a minute, and comes back',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(
      2_000,
      partition(tailnet, ['cloud'], 'drop'),
      'the gateway dies with every connection through it',
    ),
    at(3_000, edit('laptop-browser', 'text.insert', 'body', 0, 'Among ourselves. ')),
    when(received('phone', 'Among ourselves. '), note('the phone has it without the cloud')),
    at(62_000, heal(), 'the gateway is back'),
    when(received('cloud', 'Among ourselves. '), note('the cloud has caught up')),
    when(quiescent, note('all six converge')),
  ],
  expect: [
    'fault:partition',
    'heal:heal',
    'lost-connection:phone->cloud',
    'reconnected:phone->cloud',
  ],
});

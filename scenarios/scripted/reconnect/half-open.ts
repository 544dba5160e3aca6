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

export default defineScenario({
  title:
    'Connections are dead for 80 s without anybody being told, and watchdogs find out before edits vanish',
  rules: ['LIVE-4', 'CONV-1', 'LOSS-1', 'LIVE-1', 'LIVE-2'],
  issue: 'yjs/y-websocket#139',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(
      1_000,
      partition(['phone'], ['desktop-node', 'laptop-node', 'cloud']),
      'packets to and from the phone vanish',
    ),
    at(2_000, edit('phone', 'text.insert', 'body', 0, 'Sent into the void. ')),
    at(3_000, edit('laptop-browser', 'text.insert', 'body', 0, 'Nobody hears me. ')),
    at(81_000, heal(), 'the phone has a network again'),
    when(received('phone', 'Nobody hears me. '), note('it has what it missed')),
    when(received('laptop-browser', 'Sent into the void. '), note('and its own edit was not lost')),
    when(quiescent, note('all six converge'), 'after the kernels have tried again', 300_000),
  ],
  expect: ['fault:partition', 'heal:heal', 'edit-offline:phone', 'reconnected:phone->cloud'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  note,
  offline,
  online,
  quiescent,
  received,
  repeat,
  restart,
  shape,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A node is killed while a returning browser is still uploading, and the rest goes over after its restart',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'LIVE-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(500, edit('phone', 'text.insert', 'body', 0, 'Minutes. ')),
    at(1_000, offline('desktop-browser'), 'the desktop browser goes offline'),
    ...repeat(2_000, 20, 200, (index) =>
      edit('desktop-browser', 'text.append', 'body', `sentence number ${index}, `),
    ),
    at(
      7_000,
      shape('desktop-browser->desktop-node', { bytesPerSecond: 10_000 }),
      'its link is slow',
    ),
    at(8_000, online('desktop-browser'), 'it reconnects, and uploads for half a second'),
    at(8_250, crash('desktop-node'), 'in the middle of which the node is killed'),
    at(12_000, restart('desktop-node'), 'the node starts again'),
    when(received('phone', 'sentence number 199, '), note('all of it has arrived')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit-offline:desktop-browser', 'fault:crash', 'heal:restart'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  offline,
  online,
  quiescent,
  received,
  resetAt,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A connection is reset in the moment that its answer to sync step 1 is sent, and the next one syncs',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1', 'SYNC-1', 'LIVE-3'],
  issue: 'yjs/y-websocket#19',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'While you were away. ')),
    at(2_000, offline('desktop-browser'), 'the desktop browser goes offline'),
    at(3_000, edit('desktop-browser', 'text.append', 'body', 'While I was. ')),
    at(
      5_000,
      resetAt('desktop-browser->desktop-node', 'step2', 1),
      'its next connection will not survive the first answer',
    ),
    at(6_000, online('desktop-browser'), 'it reconnects'),
    when(received('phone', 'While I was. '), note('the second attempt has brought it')),
    when(quiescent, note('all six converge')),
  ],
  expect: [
    'fault:reset-at',
    'lost-connection:desktop-browser->desktop-node',
    'reconnected:desktop-browser->desktop-node',
  ],
});

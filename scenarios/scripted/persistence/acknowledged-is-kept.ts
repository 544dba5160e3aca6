import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  askAcknowledgement,
  at,
  edit,
  join,
  leave,
  marked,
  note,
  powerLoss,
  quiescent,
  received,
  restart,
  slowStorage,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'A user asks whether an edit is kept, closes the tab once it is, and the node loses power: the edit is there',
  rules: ['ACK-1', 'CONV-1', 'LOSS-1', 'STATE-2'],
  issue: 'ueberdosis/hocuspocus#954',
  topology: star(2),
  steps: [
    when(synced, note('both clients in sync')),
    at(1_000, leave('client-2'), 'the second client leaves'),
    at(2_000, slowStorage('node-1', 400), 'every save takes almost half a second'),
    at(3_000, edit('client-1', 'text.insert', 'body', 0, 'Worth keeping. ')),
    at(3_010, askAcknowledgement('client-1'), 'the first client asks whether that is kept'),
    when(marked('acknowledged:node-1'), leave('client-1'), 'it is, and the client leaves'),
    at(6_000, powerLoss('node-1'), 'the node loses power'),
    at(8_000, restart('node-1'), 'and starts again'),
    at(9_000, join('client-2'), 'the second client comes back'),
    when(received('client-2', 'Worth keeping. '), note('and sees it'), undefined, 120_000),
    when(quiescent, note('node and client converge'), undefined, 300_000),
  ],
  expect: ['acknowledged:node-1', 'fault:power-loss', 'heal:restart', 'join:client-2'],
});

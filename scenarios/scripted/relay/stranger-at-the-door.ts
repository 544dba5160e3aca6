import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  intrude,
  note,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A stranger sends a node frames that cannot be decoded, and nobody in the room notices',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-4', 'EXC-1', 'AWARE-5'],
  issue: 'yjs/y-websocket#82',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Private. ')),
    at(
      2_000,
      intrude('cloud', ['0002ff', '00', 'ff', '0001ffffff', '01ff']),
      'a stranger sends garbage to the cloud',
    ),
    at(5_000, edit('phone', 'text.append', 'body', 'Undisturbed. ')),
    when(received('cloud', 'Undisturbed. '), note('the cloud is still there')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:intrude', 'edit:phone'],
});

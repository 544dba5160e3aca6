import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  join,
  leave,
  note,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A browser closes the room in the instant after its last edit, and everyone gets the edit',
  rules: ['CONV-1', 'LOSS-1', 'COLD-1'],
  issue: 'ueberdosis/hocuspocus#557',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('laptop-browser', 'text.insert', 'body', 0, 'Parting words. ')),
    at(1_000, leave('laptop-browser'), 'the laptop browser closes the room at once'),
    when(received('phone', 'Parting words. '), note('the phone has them')),
    when(received('cloud', 'Parting words. '), note('so has the cloud')),
    at(20_000, join('laptop-browser'), 'the laptop browser opens it again'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['leave:laptop-browser', 'join:laptop-browser'],
});

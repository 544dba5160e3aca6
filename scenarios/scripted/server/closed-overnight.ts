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
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'Everyone leaves, and the next morning somebody else finds everything on the server',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2'],
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, leave('client-2'), 'client-2 leaves before anything is written'),
    at(2_000, edit('client-1', 'text.insert', 'body', 0, 'Minutes of the evening. ')),
    at(2_500, edit('client-1', 'map.set', 'meta', 'status', 'done')),
    at(10_000, leave('client-1'), 'the last one leaves'),
    at(400_000, join('client-2'), 'the next morning'),
    when(received('client-2', 'Minutes of the evening. '), note('all of it is there')),
    when(quiescent, note('both converge')),
  ],
  expect: ['leave:client-1', 'join:client-2'],
});

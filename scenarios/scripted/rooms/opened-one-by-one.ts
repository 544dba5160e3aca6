import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, editIn, join, leave, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A browser closes one of two rooms and goes on in the other, and finds both complete when it returns',
  rules: ['CONV-1', 'LOSS-1', 'ROOM-1', 'AWARE-4'],
  topology: reference,
  rooms: ['blog', 'minutes'],
  steps: [
    when(synced, note('both rooms in sync')),
    at(1_000, editIn('blog', 'laptop-browser', 'text.insert', 'body', 0, 'In both. ')),
    at(20_000, leave('laptop-browser', 'minutes'), 'the laptop browser closes the minutes'),
    at(21_000, editIn('minutes', 'phone', 'text.insert', 'body', 0, 'Behind its back. ')),
    at(22_000, editIn('blog', 'laptop-browser', 'text.append', 'body', 'And on. ')),
    at(60_000, join('laptop-browser', 'minutes'), 'it opens them again'),
    at(61_000, editIn('minutes', 'laptop-browser', 'text.append', 'body', 'I see. ')),
    when(quiescent, note('both rooms converge')),
  ],
  expect: ['leave:laptop-browser', 'join:laptop-browser'],
});

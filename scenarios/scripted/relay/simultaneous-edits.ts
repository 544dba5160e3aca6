import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, received, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'The phone writes "Hello" while the laptop browser writes "World", and all merge',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'LIST-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Hello'), 'the phone writes "Hello"'),
    at(
      1_000,
      edit('laptop-browser', 'text.insert', 'body', 0, 'World'),
      'at the same moment the laptop browser writes "World"',
    ),
    when(received('phone', 'World'), note('the phone has both')),
    when(received('laptop-browser', 'Hello'), note('the laptop browser has both')),
    when(quiescent, note('all six hold the same text')),
  ],
  expect: ['concurrent-edits'],
});

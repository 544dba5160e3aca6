import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, cut, edit, note, quiescent, received, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A phone loses two of its three ways for good, and the third is enough',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, cut('phone->cloud', 'blackhole'), 'the phone loses the cloud'),
    at(1_500, cut('phone->laptop-node', 'drop'), 'and the laptop'),
    at(3_000, edit('phone', 'text.insert', 'body', 0, 'By one way. ')),
    at(3_000, edit('laptop-browser', 'text.insert', 'body', 0, 'And back. ')),
    when(
      received('laptop-browser', 'By one way. '),
      note('the laptop has it by way of the desktop'),
    ),
    when(received('phone', 'And back. '), note('and the phone what the laptop wrote')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:cut', 'concurrent-edits'],
});

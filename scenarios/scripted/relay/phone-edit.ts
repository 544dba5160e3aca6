import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, received, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'The phone edits while everyone is online, and the edit reaches all six replicas',
  rules: ['CONV-1', 'LOSS-1', 'ECON-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Written on the train'), 'the phone edits'),
    when(received('desktop-node', 'Written on the train'), note('the desktop node has it')),
    when(received('laptop-node', 'Written on the train'), note('the laptop node has it')),
    when(received('cloud', 'Written on the train'), note('the cloud has it')),
    when(received('desktop-browser', 'Written on the train'), note('the desktop browser shows it')),
    when(received('laptop-browser', 'Written on the train'), note('the laptop browser shows it')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit:phone'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, received, synced, when } from '#harness/schedule/steps.ts';
import { cloudless } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'Without any cloud, the five replicas of phone, laptop and desktop converge',
  rules: ['CONV-1', 'LOSS-1', 'ECON-1'],
  topology: cloudless,
  rooms: ['blog'],
  steps: [
    when(synced, note('all five in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Phone. '), 'the phone writes'),
    at(
      1_500,
      edit('desktop-browser', 'text.append', 'body', 'Desktop. '),
      'the desktop browser writes',
    ),
    when(received('laptop-browser', 'Desktop. '), note('the laptop browser has both')),
    when(quiescent, note('all five converge')),
  ],
  expect: ['edit:phone', 'edit:desktop-browser'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { edit, note, quiescent, received, repeat, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Two hundred edits are made in a fifth of a second while two others type, and none is dropped',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'CONV-4', 'ECON-1'],
  issue: 'nextcloud/text#7692',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...repeat(1_000, 1, 200, (index) => edit('phone', 'text.append', 'body', `burst ${index}, `)),
    ...repeat(1_200, 20, 10, (index) =>
      edit('laptop-browser', 'text.insert', 'body', 0, `laptop ${index}, `),
    ),
    ...repeat(1_400, 20, 10, (index) =>
      edit('desktop-browser', 'text.insert', 'body', 0, `desktop ${index}, `),
    ),
    when(received('cloud', 'burst 199, '), note('the cloud has the last of them')),
    when(received('desktop-browser', 'burst 199, '), note('so has the desktop browser')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit:phone', 'concurrent-edits'],
});

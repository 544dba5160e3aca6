import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, repeat, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'Three clients write in the same instant, and all three texts are there once',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'LIST-1'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'One. ')),
    at(1_000, edit('client-2', 'text.insert', 'body', 0, 'Two. ')),
    at(1_000, edit('client-3', 'text.insert', 'body', 0, 'Three. ')),
    ...repeat(2_000, 40, 30, (index) =>
      edit(`client-${(index % 3) + 1}`, 'text.append', 'body', `${index}, `),
    ),
    when(quiescent, note('all four converge')),
  ],
  expect: ['concurrent-edits'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { edit, note, quiescent, repeat, reset, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'A connection breaks every two seconds while its user types, and every word arrives',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3'],
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    ...repeat(1_000, 130, 80, (index) => edit('client-1', 'text.append', 'body', `${index}, `)),
    ...repeat(1_500, 2_000, 5, () => reset('client-1->node-1')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['fault:reset', 'reconnected:client-1->node-1'],
});

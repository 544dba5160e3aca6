import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { mesh } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'Four users on a full mesh of four nodes write in the same instant, and the bound of messages holds',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'LIST-1', 'ECON-1'],
  topology: mesh(4),
  steps: [
    when(synced, note('the mesh in sync')),
    ...[1, 2, 3, 4].map((user) =>
      at(1_000, edit(`client-${user}`, 'text.insert', 'body', 0, `User ${user}. `)),
    ),
    at(3_000, edit('client-2', 'text.append', 'body', 'All there. ')),
    when(quiescent, note('all eight converge')),
  ],
  expect: ['concurrent-edits'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, received, synced, when } from '#harness/schedule/steps.ts';
import { ring } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'An edit goes round a ring of four nodes once, and then the ring is silent',
  rules: ['CONV-1', 'LOSS-1', 'ECON-1', 'ECON-2', 'ECON-3'],
  issue: 'ueberdosis/hocuspocus#335',
  topology: ring(4),
  steps: [
    when(synced, note('the ring in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'Once around. ')),
    when(received('client-3', 'Once around. '), note('it has reached the far side')),
    when(quiescent, note('and nothing goes on circling')),
    at(140_000, note('for more than two minutes')),
    when(quiescent, note('all eight converge')),
  ],
  expect: ['edit:client-1'],
});

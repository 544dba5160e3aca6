import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, crash, note, presence, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: "A phone's app is killed without a word, and within 33 s nobody shows its user any more",
  rules: ['AWARE-1', 'AWARE-3', 'AWARE-4', 'AWARE-5'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, presence('phone', { name: 'phone', cursor: 12 })),
    at(40_000, crash('phone'), 'the system kills the app'),
    at(85_000, note('its ghost has had time to go')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['fault:crash'],
});

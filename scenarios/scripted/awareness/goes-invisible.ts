import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, note, presence, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A connected user takes their state back, is gone everywhere within a second, and returns',
  rules: ['AWARE-1', 'AWARE-2', 'AWARE-4', 'EVENT-3'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, presence('laptop-browser', { name: 'laptop', cursor: 3 })),
    at(20_000, presence('laptop-browser', null), 'the laptop user becomes invisible'),
    at(50_000, presence('laptop-browser', { name: 'laptop', cursor: 9 }), 'and visible again'),
    at(90_000, note('everyone has seen everyone for long enough')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['presence:laptop-browser'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, close, note, presence, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { chain } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'Two users four nodes apart see each other move, and one sees the other leave',
  rules: ['AWARE-1', 'AWARE-2', 'AWARE-3', 'AWARE-4', 'AWARE-5'],
  topology: chain(4),
  steps: [
    when(synced, note('the whole chain in sync')),
    ...[1_000, 9_000, 25_000].flatMap((atMs) => [
      at(atMs, presence('client-1', { name: 'first', cursor: atMs })),
      at(atMs + 500, presence('client-2', { name: 'second', cursor: -atMs })),
    ]),
    at(60_000, close('client-2'), 'the second user closes the tab'),
    at(65_000, note('and is gone')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['close:client-2', 'presence:client-1'],
});

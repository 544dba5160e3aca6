import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, presence, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'Two clients that show no presence are silent for ten minutes, and stay connected',
  rules: ['LIVE-5', 'CONV-1'],
  issue: 'yjs/y-websocket#139',
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, presence('client-1', null), 'the users become invisible'),
    at(1_000, presence('client-2', null)),
    at(2_000, edit('client-1', 'text.insert', 'body', 0, 'Silence. ')),
    at(600_000, note('ten minutes later')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['presence:client-1', 'presence:client-2'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, join, leave, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'A client opens and closes a room fifty times, and the node is left as it was before the first',
  rules: ['LEAK-1', 'STATE-2', 'IDENT-1'],
  issue: 'yjs/y-websocket#23',
  topology: star(1),
  steps: [
    when(synced, note('the client in sync')),
    ...Array.from({ length: 50 }, (_, index) => [
      at(index * 20_000 + 1_000, edit('client-1', 'text.insert', 'body', 0, `Visit ${index}. `)),
      at(index * 20_000 + 5_000, leave('client-1')),
      ...(index < 49 ? [at(index * 20_000 + 19_000, join('client-1'))] : []),
    ]).flat(),
    at(1_300_000, note('minutes after the last visit')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['leave:client-1', 'join:client-1'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, join, leave, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { chain } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'A node without users goes on relaying for one of two neighbours, so that the other finds a way',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1', 'LIVE-1', 'LIVE-3'],
  topology: chain(3),
  steps: [
    when(synced, note('the whole chain in sync')),
    at(2_000, leave('client-2'), 'one end has no users for an hour'),
    at(10_000, edit('client-1', 'text.insert', 'body', 0, 'Alone. ')),
    at(3_600_000, join('client-2'), 'somebody comes'),
    at(3_610_000, edit('client-1', 'text.append', 'body', 'You too? ')),
    at(3_611_000, edit('client-2', 'text.append', 'body', 'Yes. ')),
    when(quiescent, note('all five converge')),
  ],
  expect: ['leave:client-2', 'edit:client-1', 'edit:client-2'],
});

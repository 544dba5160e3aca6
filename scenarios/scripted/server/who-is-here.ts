import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  leave,
  note,
  presence,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'Users come, move, hide, leave and vanish, and everyone sees who is there',
  rules: ['AWARE-1', 'AWARE-3', 'AWARE-4', 'AWARE-5'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, presence('client-1', { name: 'client-1', cursor: 3 })),
    at(2_000, presence('client-2', { name: 'client-2', cursor: 5 })),
    at(40_000, presence('client-1', null), 'client-1 hides'),
    at(60_000, presence('client-1', { name: 'client-1', cursor: 8 }), 'and shows itself again'),
    at(100_000, leave('client-2'), 'client-2 leaves in good order'),
    at(130_000, crash('client-3'), 'client-3 vanishes'),
    at(175_000, note('its ghost has had time to go')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['presence:client-1', 'leave:client-2', 'fault:crash'],
});

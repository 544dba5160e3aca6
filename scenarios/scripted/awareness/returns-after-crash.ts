import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  note,
  presence,
  quiescent,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A tab is killed and opened again: its user is seen at once, and the ghost of the old one goes',
  rules: ['AWARE-1', 'AWARE-2', 'AWARE-4', 'AWARE-5'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, presence('desktop-browser', { name: 'desktop', cursor: 5 })),
    at(30_000, crash('desktop-browser'), 'the tab is killed'),
    at(32_000, restart('desktop-browser'), 'and opened again'),
    at(33_000, presence('desktop-browser', { name: 'desktop', cursor: 0 })),
    at(80_000, note('the ghost has had time to go')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['fault:crash', 'heal:restart'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  cut,
  heal,
  note,
  powerLoss,
  presence,
  quiescent,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'The server finds out late that a client is gone, and shows nobody else as gone with it',
  rules: ['AWARE-3', 'AWARE-4'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, presence('client-2', { name: 'client-2', cursor: 2 })),
    at(2_000, presence('client-3', { name: 'client-3', cursor: 3 })),
    at(10_000, crash('node-1'), 'the server is killed'),
    at(10_100, cut('client-2->node-1', 'drop')),
    at(10_100, cut('client-3->node-1', 'drop')),
    at(10_300, restart('node-1'), 'one client is the first to come back, with all that it knows'),
    at(15_000, heal(), 'the others follow'),
    at(60_000, powerLoss('client-1'), 'the first one loses power'),
    at(190_000, note('the server has had time to find out')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['fault:crash', 'fault:cut', 'fault:power-loss'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  join,
  leave,
  note,
  quiescent,
  slowStorage,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'A user is gone before the room has loaded, and the node keeps neither the user nor the room',
  rules: ['LEAK-1'],
  topology: star(1),
  steps: [
    when(synced, note('one client in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'In and out. ')),
    at(5_000, leave('client-1'), 'the client leaves, and the node drops the room'),
    at(100_000, slowStorage('node-1', 4_000), 'the disk takes seconds now'),
    at(120_000, join('client-1'), 'the client comes'),
    at(122_000, leave('client-1'), 'and leaves while the room is still loading'),
    at(300_000, note('minutes later')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['leave:client-1', 'fault:slow-storage'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  join,
  leave,
  note,
  quiescent,
  received,
  slowStorage,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'One client enters a room in the instant that the last one leaves it, and the room does not split in two',
  rules: ['CONV-1', 'LOSS-1', 'SYNC-1', 'CONV-3'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, slowStorage('node-1', 100), 'the disk is slow'),
    at(2_000, leave('client-2'), 'two clients leave'),
    at(2_000, leave('client-3')),
    at(3_000, edit('client-1', 'text.insert', 'body', 0, 'Last one out. ')),
    at(3_001, leave('client-1'), 'the last client leaves'),
    at(3_001, join('client-2'), 'in the instant that another comes back'),
    at(3_010, join('client-3'), 'and another'),
    when(received('client-3', 'Last one out. '), note('who sees what the last one wrote')),
    at(6_000, edit('client-2', 'text.append', 'body', 'First one in. ')),
    when(received('client-3', 'First one in. '), note('both are in the same room')),
    at(20_000, join('client-1'), 'the last one comes back too'),
    when(quiescent, note('all four converge')),
  ],
  expect: ['leave:client-1', 'join:client-2', 'fault:slow-storage'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  evict,
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
    'Someone edits while a slow save is under way and closes the room, and the next visitor sees both edits',
  rules: ['CONV-1', 'LOSS-1', 'SYNC-1', 'COLD-1'],
  issue: 'ueberdosis/hocuspocus#995',
  topology: star(2),
  steps: [
    when(synced, note('both clients in sync')),
    at(1_000, slowStorage('node-1', 500), 'every save takes half a second'),
    at(2_000, leave('client-2'), 'the second client leaves'),
    at(3_000, edit('client-1', 'text.insert', 'body', 0, 'Saved first. ')),
    at(3_200, edit('client-1', 'text.append', 'body', 'Written meanwhile. ')),
    at(3_250, leave('client-1'), 'the first client leaves before it is saved'),
    at(3_300, evict('node-1'), 'the node drops the room'),
    at(3_400, join('client-2'), 'and the second client comes back'),
    when(received('client-2', 'Written meanwhile. '), note('who sees both edits')),
    at(20_000, join('client-1'), 'the first comes back too'),
    when(quiescent, note('all three converge'), undefined, 120_000),
  ],
  expect: ['fault:slow-storage', 'fault:evict', 'leave:client-1', 'join:client-2'],
});

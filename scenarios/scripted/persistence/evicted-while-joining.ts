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
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'A node drops a room in the moment that somebody joins it, and edits made then reach everyone',
  rules: ['CONV-1', 'LOSS-1', 'SYNC-1', 'STATE-2'],
  issue: 'ueberdosis/hocuspocus#971',
  topology: star(2),
  steps: [
    when(synced, note('both clients in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'First visit. ')),
    at(5_000, leave('client-1'), 'the first client leaves'),
    at(5_000, leave('client-2'), 'and the second'),
    at(7_000, evict('node-1'), 'the node drops the room'),
    at(7_000, join('client-1'), 'just as the first client comes back'),
    at(7_010, edit('client-1', 'text.append', 'body', 'Second visit. ')),
    at(7_012, evict('node-1'), 'it would drop it again'),
    at(7_015, join('client-2'), 'just as the second comes back'),
    when(received('client-2', 'Second visit. '), note('who sees what the first wrote')),
    at(9_000, edit('client-2', 'text.append', 'body', 'Welcome back. ')),
    when(received('client-1', 'Welcome back. '), note('and the first what the second wrote')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['fault:evict', 'join:client-2'],
});

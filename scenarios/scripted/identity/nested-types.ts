import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  partition,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'One side writes into nested lists and maps that the other side deletes or replaces, and all agree',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'MAP-1', 'CONV-4'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'array.pushNested', 'board', 0, ['first card'])),
    at(1_500, edit('phone', 'map.setNested', 'people', 'owner', 'name', 'Someone')),
    at(
      3_000,
      partition(['laptop-node'], ['desktop-node', 'cloud', 'phone']),
      'the laptop is cut off',
    ),
    at(
      4_000,
      edit('laptop-browser', 'array.pushNested', 'board', 0, ['second card', 'third card']),
    ),
    at(4_000, edit('phone', 'array.delete', 'board', 0, 1)),
    at(
      4_500,
      edit('laptop-browser', 'map.setNested', 'people', 'owner', 'mail', 'owner@example.org'),
    ),
    at(4_500, edit('phone', 'map.set', 'people', 'owner', 'nobody')),
    at(5_000, edit('phone', 'array.pushNested', 'board', 0, ['a new list'])),
    at(12_000, heal(), 'the cut heals'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:partition', 'concurrent-edits', 'heal:heal'],
});

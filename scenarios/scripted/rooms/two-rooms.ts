import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  editIn,
  heal,
  note,
  partition,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'Two rooms on the same devices converge each for itself, and neither leaks into the other',
  rules: ['CONV-1', 'LOSS-1', 'ROOM-1'],
  topology: reference,
  rooms: ['blog', 'shopping list'],
  steps: [
    when(synced, note('both rooms in sync')),
    at(
      1_000,
      editIn('blog', 'phone', 'text.insert', 'body', 0, 'A post'),
      'the phone writes in one room',
    ),
    at(
      1_000,
      editIn('shopping list', 'phone', 'text.insert', 'body', 0, 'Milk'),
      'and in the other',
    ),
    at(
      2_000,
      partition(['laptop-node'], ['desktop-node', 'cloud', 'phone']),
      'the laptop is cut off',
    ),
    at(
      2_500,
      editIn('shopping list', 'laptop-browser', 'text.append', 'body', ', bread'),
      'the laptop browser adds to one',
    ),
    at(
      3_000,
      editIn('blog', 'desktop-browser', 'text.append', 'body', ', continued'),
      'the desktop browser to the other',
    ),
    at(9_000, heal(), 'the cut heals'),
    when(quiescent, note('both rooms converge')),
  ],
  expect: ['fault:partition', 'heal:heal', 'edit:laptop-browser'],
});

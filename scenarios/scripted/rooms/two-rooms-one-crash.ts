import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  editIn,
  note,
  quiescent,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A node is killed while two rooms are being written, and neither room loses or gains anything',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'ROOM-1'],
  topology: reference,
  rooms: ['blog', 'shopping list'],
  steps: [
    when(synced, note('both rooms in sync')),
    at(1_000, editIn('blog', 'phone', 'text.insert', 'body', 0, 'A post. ')),
    at(1_000, editIn('shopping list', 'phone', 'array.push', 'items', ['milk'])),
    at(2_000, editIn('blog', 'laptop-browser', 'text.append', 'body', 'More of it. ')),
    at(2_001, editIn('shopping list', 'laptop-browser', 'array.push', 'items', ['bread'])),
    at(2_002, crash('laptop-node'), 'the laptop node is killed'),
    at(3_000, editIn('shopping list', 'laptop-browser', 'array.delete', 'items', 0, 1)),
    at(3_500, editIn('blog', 'laptop-browser', 'text.append', 'body', 'Alone. ')),
    at(7_000, restart('laptop-node'), 'and starts again'),
    when(quiescent, note('both rooms converge')),
  ],
  expect: ['fault:crash', 'heal:restart', 'edit-offline:laptop-browser'],
});

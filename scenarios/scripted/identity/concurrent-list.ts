import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  named,
  note,
  partition,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Both sides of a partition insert and delete at the same place of a list, and no two items change places',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'LIST-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(
      1_000,
      named('shopping', edit('phone', 'array.push', 'list', ['milk', 'bread', 'eggs', 'salt'])),
    ),
    when(received('desktop-browser', 'shopping'), note('everyone has the list')),
    at(
      3_000,
      partition(['desktop-node'], ['laptop-node', 'cloud', 'phone']),
      'the desktop is cut off',
    ),
    at(4_000, edit('phone', 'array.insert', 'list', 1, ['butter', 'jam'])),
    at(4_000, edit('desktop-browser', 'array.insert', 'list', 1, ['honey'])),
    at(4_500, edit('laptop-browser', 'array.delete', 'list', 0, 2)),
    at(4_500, edit('desktop-browser', 'array.delete', 'list', 2, 2)),
    at(5_000, edit('desktop-browser', 'array.insert', 'list', 1, ['cheese'])),
    at(12_000, heal(), 'the cut heals'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:partition', 'concurrent-edits', 'heal:heal'],
});

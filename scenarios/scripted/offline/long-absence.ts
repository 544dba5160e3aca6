import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  offline,
  online,
  quiescent,
  received,
  repeat,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A laptop comes back from ten minutes offline with 500 edits, while the others made 200',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'COLD-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Chapter one. ')),
    at(2_000, offline('laptop-browser'), 'the laptop browser goes offline for ten minutes'),
    ...repeat(10_000, 1_100, 500, (index) =>
      edit('laptop-browser', 'text.append', 'body', `laptop ${index}, `),
    ),
    ...repeat(570_000, 100, 200, (index) =>
      edit('phone', 'text.insert', 'body', 0, `phone ${index}, `),
    ),
    at(600_000, online('laptop-browser'), 'it reconnects'),
    when(received('phone', 'laptop 499, '), note('the phone has the last of its edits')),
    when(received('laptop-browser', 'phone 199, '), note('it has the last of the others')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit-offline:laptop-browser', 'concurrent-edits', 'heal:online'],
});

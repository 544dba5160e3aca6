import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  add,
  at,
  edit,
  note,
  quiescent,
  received,
  repeat,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A tablet joins in the middle of the writing, and gets what came before and what comes during',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1', 'SYNC-1', 'LIVE-1'],
  issue: 'partykit/partykit#106',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...repeat(1_000, 10, 100, (index) => edit('phone', 'text.append', 'body', `word ${index}, `)),
    at(
      2_000,
      add({ kind: 'client', name: 'tablet', dials: ['cloud'], storage: 'indexeddb', gc: true }),
      'a tablet joins',
    ),
    ...repeat(2_001, 3, 50, (index) => edit('phone', 'text.append', 'body', `late ${index}, `)),
    when(received('tablet', 'word 0, '), note('it has the first word')),
    when(received('tablet', 'late 49, '), note('and the last')),
    at(4_000, edit('tablet', 'text.append', 'body', 'Hello from the tablet. ')),
    when(quiescent, note('all seven converge')),
  ],
  expect: ['add:tablet', 'edit:tablet'],
});

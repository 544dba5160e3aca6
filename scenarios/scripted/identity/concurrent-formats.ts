import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
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
    'Overlapping formats are set on both sides of a partition, and Yjs tidies them without touching the text',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'DERIV-1', 'EVENT-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'A sentence with some weight.')),
    when(
      received('desktop-browser', 'A sentence with some weight.'),
      note('everyone has the sentence'),
    ),
    at(
      2_000,
      partition(['desktop-node'], ['laptop-node', 'cloud', 'phone']),
      'the desktop is cut off',
    ),
    at(3_000, edit('desktop-browser', 'text.format', 'body', 0, 15, { bold: true })),
    at(3_000, edit('phone', 'text.format', 'body', 2, 20, { bold: true })),
    at(
      3_500,
      edit('laptop-browser', 'text.format', 'body', 5, 10, { link: 'https://example.org' }),
    ),
    at(4_000, edit('desktop-browser', 'text.format', 'body', 4, 6, { bold: null, italic: true })),
    at(4_500, edit('phone', 'text.insert', 'body', 10, ' (bold)')),
    at(5_000, edit('desktop-browser', 'text.embed', 'body', 3, { image: 'weight.png' })),
    at(12_000, heal(), 'the cut heals'),
    at(
      30_000,
      edit('phone', 'text.format', 'body', 0, 30, { bold: null }),
      'the phone clears what is bold',
    ),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:partition', 'concurrent-edits', 'heal:heal'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  quiescent,
  repeat,
  shape,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Every link is slow, narrow and unsteady while three people type, and nothing is lost or swapped',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'LIST-1', 'CONV-4'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...linksOf(reference).map(({ id }) =>
      at(1_000, shape(id, { latencyMs: 400, jitterMs: 350, bytesPerSecond: 4_000 })),
    ),
    ...repeat(2_000, 150, 20, (index) => edit('phone', 'text.append', 'body', `phone ${index}, `)),
    ...repeat(5_000, 150, 20, (index) =>
      edit('laptop-browser', 'text.insert', 'body', 3, `laptop ${index}, `),
    ),
    ...repeat(8_000, 150, 20, (index) => edit('desktop-browser', 'text.delete', 'body', index, 2)),
    at(20_000, heal(), 'the network is good again'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:shape', 'concurrent-edits', 'heal:heal'],
});

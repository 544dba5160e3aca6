import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  cut,
  edit,
  heal,
  note,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

const flapping = 'phone->cloud';

export default defineScenario({
  title: 'A link comes and goes ten times, and nobody who has another way is shown as offline',
  rules: ['CONV-1', 'LOSS-1', 'AWARE-1', 'AWARE-3'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...Array.from({ length: 10 }, (_, index) => [
      at(40_000 + index * 4_000, cut(flapping, 'drop'), 'the link goes'),
      at(40_500 + index * 4_000, edit('phone', 'text.append', 'body', `${index}, `)),
      at(42_000 + index * 4_000, heal(flapping), 'the link comes'),
    ]).flat(),
    when(received('cloud', '9, '), note('the cloud has the last edit')),
    at(120_000, note('everyone has been watched for long enough')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:cut', 'heal:heal', `reconnected:${flapping}`],
});

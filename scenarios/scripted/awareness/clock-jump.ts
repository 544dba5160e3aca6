import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  clock,
  edit,
  note,
  presence,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: "A laptop's clock jumps an hour ahead and back, and its user is soon seen as before",
  rules: ['CONV-1', 'LOSS-1', 'AWARE-1', 'AWARE-5'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, presence('laptop-browser', { name: 'laptop' })),
    at(
      30_000,
      clock('laptop-browser', 3_600_000),
      'the clock of the laptop browser jumps an hour ahead',
    ),
    at(31_000, edit('laptop-browser', 'text.insert', 'body', 0, 'What time is it? ')),
    at(90_000, clock('laptop-browser', -3_600_000), 'and back'),
    at(91_000, edit('laptop-browser', 'text.append', 'body', 'Now I know. ')),
    at(170_000, note('everyone has seen everyone for long enough')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:clock', 'edit:laptop-browser'],
});

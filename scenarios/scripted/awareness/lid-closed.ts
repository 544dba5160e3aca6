import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  presence,
  quiescent,
  received,
  sleep,
  synced,
  wake,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'A device sleeps for two minutes, is shown as gone, wakes, and is seen and in sync again',
  rules: ['CONV-1', 'LOSS-1', 'AWARE-1', 'AWARE-4'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, presence('client-1', { name: 'first' })),
    at(40_000, sleep('client-1'), 'the first client closes its lid'),
    at(60_000, edit('client-2', 'text.insert', 'body', 0, 'Good night. ')),
    at(160_000, wake('client-1'), 'and opens it again'),
    when(received('client-1', 'Good night. '), note('it has what it slept through')),
    at(165_000, edit('client-1', 'text.append', 'body', 'Good morning. ')),
    at(240_000, note('everyone has seen everyone for long enough')),
    when(quiescent, note('all four converge'), undefined, 300_000),
  ],
  expect: ['fault:sleep', 'heal:wake'],
});

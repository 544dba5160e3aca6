import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  partition,
  presence,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { chain } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'Two servers lose the way to each other, both halves write on, and meet again',
  rules: ['CONV-1', 'CONV-2', 'LOSS-1', 'LIVE-1', 'AWARE-1', 'ECON-2'],
  topology: chain(2),
  steps: [
    when(synced, note('everybody is in sync')),
    at(1_000, presence('client-1', { name: 'one' })),
    at(1_000, presence('client-2', { name: 'two' })),
    at(2_000, edit('client-1', 'text.insert', 'body', 0, 'Together. ')),
    when(received('client-2', 'Together. '), note('the other half has it')),
    at(
      30_000,
      partition(['client-1', 'node-1'], ['client-2', 'node-2'], 'drop'),
      'the link between the servers breaks',
    ),
    at(31_000, edit('client-1', 'text.insert', 'body', 0, 'Here. ')),
    at(31_000, edit('client-2', 'text.insert', 'body', 0, 'There. ')),
    at(40_000, heal(), 'the link is back'),
    when(received('client-2', 'Here. '), note('one half has what the other wrote')),
    when(received('client-1', 'There. '), note('and the other way round')),
    at(150_000, note('nobody has done anything for a long time')),
    when(quiescent, note('all four converge')),
  ],
  expect: [
    'fault:partition',
    'heal:heal',
    'lost-connection:node-1->node-2',
    'reconnected:node-1->node-2',
  ],
});

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
    'Packets to the cloud pass and its answers do not, both sides write, and the route is repaired',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1', 'LIVE-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Before. ')),
    at(
      2_000,
      partition(['phone', 'laptop-node', 'desktop-node'], ['cloud'], 'one-way'),
      'the way back from the cloud is lost',
    ),
    at(3_000, edit('phone', 'text.append', 'body', 'During. '), 'the phone writes'),
    when(received('desktop-browser', 'During. '), note('the others have it by other ways')),
    at(20_000, heal(), 'the route is repaired'),
    when(received('cloud', 'During. '), note('the cloud has it')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:partition', 'heal:heal'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  offline,
  online,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'A user clicks offline and online again, faster than the connection closes',
  rules: ['CONV-1', 'LOSS-1'],
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, offline('client-1'), 'client-1 goes offline'),
    at(1_001, online('client-1'), 'and online a millisecond later'),
    at(2_000, edit('client-1', 'text.insert', 'body', 0, 'Still here. ')),
    at(20_000, edit('client-2', 'text.append', 'body', 'So am I. ')),
    at(40_000, note('both have had time to sync')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['fault:offline', 'heal:online'],
});

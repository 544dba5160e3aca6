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
  title:
    'A client works offline, deletes and writes, and all of it reaches the others when it is back',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'SYNC-1'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'Keep this. Drop that. ')),
    at(3_000, offline('client-1'), 'client-1 goes offline'),
    at(4_000, edit('client-1', 'text.delete', 'body', 11, 11), 'deletes'),
    at(5_000, edit('client-1', 'text.append', 'body', 'Written on a train. '), 'and writes'),
    at(
      6_000,
      edit('client-2', 'text.append', 'body', 'Written at a desk. '),
      'while another writes',
    ),
    at(15_000, online('client-1'), 'client-1 is back'),
    when(quiescent, note('all four converge')),
  ],
  expect: ['fault:offline', 'heal:online', 'edit-offline:client-1'],
});

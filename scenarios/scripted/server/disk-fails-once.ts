import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, fsyncFailure, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: "One write of the server's disk fails, and the server stores what it could not",
  rules: ['CONV-1', 'LOSS-1', 'COLD-1'],
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'Before. ')),
    at(10_000, fsyncFailure('node-1', 1), 'the next sync of the disk fails'),
    at(11_000, edit('client-1', 'text.append', 'body', 'Not stored at first. ')),
    at(30_000, note('the server has had time to try again')),
    when(quiescent, note('all three converge, and so does the disk')),
  ],
  expect: ['fault:fsync-failure'],
});

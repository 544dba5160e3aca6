import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  note,
  quiescent,
  received,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { hubAndSpoke } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'The hub dies: each spoke goes on for itself, and its return joins them',
  rules: ['CONV-1', 'CONV-2', 'LOSS-1', 'LIST-1', 'LIVE-1'],
  topology: hubAndSpoke(3, 2),
  steps: [
    when(synced, note('hub and spokes in sync')),
    at(1_000, crash('node-4'), 'the hub is killed'),
    at(2_000, edit('client-1', 'text.insert', 'body', 0, 'First spoke. ')),
    at(2_000, edit('client-3', 'text.insert', 'body', 0, 'Second spoke. ')),
    at(2_000, edit('client-5', 'text.insert', 'body', 0, 'Third spoke. ')),
    when(received('client-2', 'First spoke. '), note('neighbours on a spoke see each other')),
    at(12_000, restart('node-4'), 'the hub is back'),
    when(received('client-6', 'First spoke. '), note('the spokes see each other again')),
    when(quiescent, note('all ten converge')),
  ],
  expect: ['fault:crash', 'heal:restart', 'concurrent-edits'],
});

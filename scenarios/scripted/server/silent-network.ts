import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, cut, edit, heal, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'The network of one client is silent for two minutes: both ends give the connection up, and a new one brings everything',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1', 'LIVE-4'],
  issue: 'yjs/y-websocket#139',
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, cut('client-1->node-1', 'blackhole'), 'packets of client-1 vanish'),
    at(5_000, edit('client-1', 'text.insert', 'body', 0, 'From inside. ')),
    at(6_000, edit('client-2', 'text.insert', 'body', 0, 'From outside. ')),
    at(121_000, heal(), 'packets pass again'),
    when(quiescent, note('all three converge'), undefined, 200_000),
  ],
  expect: ['fault:cut', 'heal:heal', 'reconnected:client-1->node-1'],
});

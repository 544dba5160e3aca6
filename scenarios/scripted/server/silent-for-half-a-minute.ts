import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, cut, edit, heal, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'The network of one client is silent until its provider gives the connection up, and the next one syncs',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-3'],
  topology: star(2),
  steps: [
    when(synced, note('all in sync')),
    at(2_000, cut('client-1->node-1', 'blackhole'), 'packets of client-1 vanish'),
    at(5_000, edit('client-1', 'text.insert', 'body', 0, 'From inside. ')),
    at(6_000, edit('client-2', 'text.insert', 'body', 0, 'From outside. ')),
    at(36_000, heal(), 'packets pass again'),
    at(90_000, note('the provider has had time to sync')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['fault:cut', 'heal:heal'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, cut, edit, heal, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'Packets of one client vanish for ten seconds, and its connection carries on',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1'],
  topology: star(3),
  steps: [
    when(synced, note('all in sync')),
    at(1_000, cut('client-1->node-1', 'blackhole'), 'packets of client-1 vanish'),
    at(2_000, edit('client-1', 'text.insert', 'body', 0, 'From inside. ')),
    at(3_000, edit('client-2', 'text.insert', 'body', 0, 'From outside. ')),
    at(11_000, heal(), 'packets pass again'),
    when(quiescent, note('all four converge')),
  ],
  expect: ['fault:cut', 'heal:heal'],
});

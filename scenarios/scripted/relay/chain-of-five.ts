import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, quiescent, received, synced, when } from '#harness/schedule/steps.ts';
import { chain } from '#harness/topology/presets.ts';

export default defineScenario({
  title: 'An edit travels along a chain of five nodes, and each passes on what is not its own',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1', 'ECON-1'],
  issue: 'yjs/y-webrtc#3',
  topology: chain(5),
  steps: [
    when(synced, note('the whole chain in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'Forth. ')),
    when(received('client-2', 'Forth. '), note('it has reached the other end')),
    at(2_000, edit('client-2', 'text.append', 'body', 'And back. ')),
    when(received('client-1', 'And back. '), note('and so has the answer')),
    when(quiescent, note('all seven converge')),
  ],
  expect: ['edit:client-1', 'edit:client-2'],
});

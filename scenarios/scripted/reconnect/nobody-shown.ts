import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, note, presence, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'Nobody shows a presence or types for ten minutes, and every connection stays as it is',
  rules: ['LIVE-5', 'ECON-2', 'ECON-3', 'CONV-1'],
  issue: 'yjs/y-websocket#139',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, presence('phone', null), 'the users become invisible'),
    at(1_000, presence('laptop-browser', null)),
    at(1_000, presence('desktop-browser', null)),
    at(2_000, edit('phone', 'text.insert', 'body', 0, 'Silence. ')),
    at(600_000, note('ten minutes later')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['presence:phone', 'presence:laptop-browser', 'presence:desktop-browser'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, leave, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Everyone leaves, and the nodes hold no more rooms, timers, sockets or listeners than before anybody came',
  rules: ['LEAK-1'],
  issue: 'yjs/y-websocket#145',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Lights out. ')),
    at(10_000, leave('phone'), 'the phone leaves'),
    at(11_000, leave('laptop-browser'), 'the laptop browser leaves'),
    at(12_000, leave('desktop-browser'), 'the desktop browser leaves'),
    at(300_000, note('minutes later')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['leave:phone', 'leave:laptop-browser', 'leave:desktop-browser'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, join, leave, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Everyone closes the room, the nodes drop it from memory, and it is all there when they come back',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'SYNC-1', 'COLD-1'],
  issue: 'yjs/y-websocket#81',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Kept. ')),
    at(5_000, leave('phone'), 'everyone closes the room'),
    at(5_500, leave('laptop-browser')),
    at(6_000, leave('desktop-browser')),
    at(300_000, join('desktop-browser'), 'minutes later the desktop browser opens it'),
    when(synced, note('and has it from its node')),
    at(301_000, edit('desktop-browser', 'text.append', 'body', 'And continued. ')),
    at(302_000, join('phone'), 'then the phone'),
    at(303_000, join('laptop-browser'), 'and the laptop browser'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['leave:phone', 'join:phone', 'edit:desktop-browser'],
});

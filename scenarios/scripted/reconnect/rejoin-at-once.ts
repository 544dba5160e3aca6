import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  note,
  offline,
  online,
  presence,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A user leaves and returns a second later with the same state, and everyone sees them at once',
  rules: ['AWARE-1', 'AWARE-2', 'AWARE-3', 'AWARE-4'],
  issue: 'yjs/y-websocket#122',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, presence('laptop-browser', { name: 'laptop', cursor: 4 })),
    at(40_000, offline('laptop-browser'), 'the laptop browser leaves'),
    at(41_000, online('laptop-browser'), 'and returns a second later'),
    at(80_000, note('everyone has seen everyone for long enough')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['fault:offline', 'heal:online', 'reconnected:laptop-browser->laptop-node'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  note,
  quiescent,
  received,
  restart,
  slowStorage,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A node whose disk takes seconds to load a room calls nobody synced before it has loaded',
  rules: ['CONV-1', 'LOSS-1', 'SYNC-1', 'STATE-2'],
  issue: 'yjs/y-websocket#81',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('laptop-browser', 'text.insert', 'body', 0, 'A long document. ')),
    at(3_000, crash('laptop-node'), 'the laptop node is killed'),
    at(3_500, slowStorage('laptop-node', 2_000), 'its disk is slow from now on'),
    at(4_000, edit('laptop-browser', 'text.append', 'body', 'Its next page. ')),
    at(5_000, restart('laptop-node'), 'it starts again, and its clients dial before it has loaded'),
    when(
      received('laptop-node', 'Its next page. '),
      note('it has loaded, and taken in what waited'),
    ),
    at(30_000, edit('phone', 'text.append', 'body', 'The last page. ')),
    when(quiescent, note('all six converge'), undefined, 120_000),
  ],
  expect: ['fault:crash', 'fault:slow-storage', 'heal:restart'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  close,
  crash,
  edit,
  note,
  quiescent,
  received,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'A tab is opened five times on the same stored state, and writes under a new id each time',
  rules: ['CONV-1', 'IDENT-1', 'LOSS-1', 'LOSS-3', 'STATE-2'],
  issue: 'y-crdt/y-crdt#361',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...[1, 2, 3, 4, 5].flatMap((time) => [
      at(time * 10_000, edit('desktop-browser', 'text.insert', 'body', 0, `Life ${time}. `)),
      at(
        time * 10_000 + 4_000,
        time % 2 === 0 ? crash('desktop-browser') : close('desktop-browser'),
      ),
      at(time * 10_000 + 6_000, restart('desktop-browser')),
    ]),
    at(60_000, edit('desktop-browser', 'text.insert', 'body', 0, 'Last life. ')),
    when(received('phone', 'Last life. '), note('the phone has them all')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:crash', 'close:desktop-browser', 'heal:restart'],
});

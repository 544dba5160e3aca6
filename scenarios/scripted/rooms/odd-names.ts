import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  editIn,
  note,
  quiescent,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

const rooms = ['ünïcödé 文書', 'a/b', '..%2F..', 'a b+c&d=e?f#g', '__proto__'];

export default defineScenario({
  title:
    'Rooms whose names hold slashes, percent signs, spaces and other scripts stay apart, on disk too',
  rules: ['CONV-1', 'LOSS-1', 'COLD-1', 'STATE-2', 'ROOM-1'],
  topology: reference,
  rooms,
  steps: [
    when(synced, note('all rooms in sync')),
    ...rooms.map((room, index) =>
      at(1_000 + index * 100, editIn(room, 'phone', 'text.insert', 'body', 0, `Room ${index}. `)),
    ),
    at(5_000, crash('laptop-node'), 'the laptop node is killed'),
    at(6_000, restart('laptop-node'), 'and starts again'),
    ...rooms.map((room, index) =>
      at(
        9_000 + index * 100,
        editIn(room, 'laptop-browser', 'text.append', 'body', `Still ${index}. `),
      ),
    ),
    when(quiescent, note('all rooms converge')),
  ],
  expect: ['heal:restart', 'edit:laptop-browser'],
});

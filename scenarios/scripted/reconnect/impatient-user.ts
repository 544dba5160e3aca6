import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  offline,
  online,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A user toggles offline and online ten times a second while typing, and ends up connected once',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1', 'LOSS-3', 'EXC-1'],
  issue: 'ueberdosis/hocuspocus#803',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...Array.from({ length: 10 }, (_, index) => [
      at(1_000 + index * 100, offline('phone')),
      at(1_020 + index * 100, edit('phone', 'text.append', 'body', `toggle ${index}, `)),
      at(1_050 + index * 100, online('phone')),
    ]).flat(),
    when(received('laptop-browser', 'toggle 9, '), note('the last edit has arrived')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:offline', 'heal:online', 'reconnected:phone->cloud'],
});

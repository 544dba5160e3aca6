import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  note,
  quiescent,
  repeat,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A tab is killed between two keystrokes and opened again, and what it had sent or stored is there',
  rules: ['CONV-1', 'LOSS-1', 'STATE-2', 'IDENT-1', 'COLD-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(500, edit('laptop-browser', 'text.append', 'body', 'Listen. '), 'written long before'),
    ...repeat(6_000, 1, 20, (index) => edit('laptop-browser', 'text.append', 'body', `${index}, `)),
    at(6_020, crash('laptop-browser'), 'the tab is killed'),
    at(8_000, restart('laptop-browser'), 'and opened again'),
    at(9_000, edit('laptop-browser', 'text.append', 'body', 'As I was saying. ')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:crash', 'heal:restart', 'edit:laptop-browser'],
});

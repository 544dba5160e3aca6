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
  title: 'All three people go offline, write, and come back one after the other',
  rules: ['CONV-1', 'CONV-2', 'LOSS-1', 'LOSS-3', 'LIST-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Agenda. ')),
    at(2_000, offline('phone'), 'the phone enters a tunnel'),
    at(2_000, offline('laptop-browser'), 'the laptop boards a plane'),
    at(2_000, offline('desktop-browser'), 'the router of the desktop restarts'),
    at(3_000, edit('phone', 'text.append', 'body', 'From the tunnel. ')),
    at(3_000, edit('laptop-browser', 'text.append', 'body', 'From the plane. ')),
    at(3_000, edit('desktop-browser', 'text.append', 'body', 'From the desk. ')),
    at(8_000, online('phone'), 'the phone is back'),
    at(20_000, online('desktop-browser'), 'the desktop is back'),
    when(received('phone', 'From the desk. '), note('the phone sees what the desktop wrote')),
    at(40_000, online('laptop-browser'), 'the plane has landed'),
    when(received('phone', 'From the plane. '), note('the phone sees what the laptop wrote')),
    when(quiescent, note('all six converge')),
  ],
  expect: [
    'edit-offline:phone',
    'edit-offline:laptop-browser',
    'edit-offline:desktop-browser',
    'concurrent-edits',
  ],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  clock,
  edit,
  heal,
  note,
  partition,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Two devices whose clocks differ by an hour overwrite the same settings, and everyone agrees on one winner',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'LIST-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(500, clock('laptop-browser', 3_600_000), 'the clock of the laptop browser is an hour ahead'),
    at(1_000, edit('phone', 'lww.set', 'settings', 'theme', 'light')),
    at(
      2_000,
      partition(['laptop-node'], ['desktop-node', 'cloud', 'phone']),
      'the laptop is cut off',
    ),
    at(
      3_000,
      edit('laptop-browser', 'lww.set', 'settings', 'theme', 'dark'),
      'it sets the theme first',
    ),
    at(
      4_000,
      edit('phone', 'lww.set', 'settings', 'theme', 'sepia'),
      'and the phone a second later',
    ),
    at(4_500, edit('laptop-browser', 'lww.set', 'settings', 'size', 12)),
    at(9_000, heal(), 'the cut heals'),
    at(
      30_000,
      edit('phone', 'lww.set', 'settings', 'size', 14),
      'the phone, still an hour behind, sets the size',
    ),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:clock', 'concurrent-edits', 'heal:heal'],
});

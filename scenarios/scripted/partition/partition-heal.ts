import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  heal,
  note,
  partition,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

const home = ['desktop-node', 'desktop-browser'];
const away = ['phone', 'laptop-node', 'laptop-browser', 'cloud'];

export default defineScenario({
  title:
    'The desktop is cut off from everyone else for ten seconds, both sides write, and the cut heals',
  rules: ['CONV-1', 'CONV-2', 'LOSS-1', 'LIST-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Before. ')),
    at(2_000, partition(home, away), 'packets to and from the desktop vanish'),
    at(
      3_000,
      edit('desktop-browser', 'text.append', 'body', 'From inside. '),
      'the desktop browser writes',
    ),
    at(3_500, edit('phone', 'text.append', 'body', 'From outside. '), 'the phone writes'),
    when(received('desktop-node', 'From inside. '), note('each side agrees within itself')),
    at(12_000, heal(), 'the cut heals'),
    when(received('desktop-browser', 'From outside. '), note('the desktop has caught up')),
    when(received('laptop-browser', 'From inside. '), note('so has the laptop')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:partition', 'heal:heal'],
});

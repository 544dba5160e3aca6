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

export default defineScenario({
  title:
    'The network falls into three islands that all write, and they are joined one bridge at a time',
  rules: ['CONV-1', 'CONV-2', 'LOSS-1', 'LOSS-3', 'LIST-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'One. ')),
    at(
      2_000,
      partition(['laptop-node'], ['desktop-node', 'cloud', 'phone']),
      'the laptop is an island',
    ),
    at(
      2_000,
      partition(['desktop-node'], ['cloud', 'phone']),
      'so are the desktop, and the cloud with the phone',
    ),
    at(3_000, edit('laptop-browser', 'text.append', 'body', 'Laptop. ')),
    at(3_000, edit('desktop-browser', 'text.append', 'body', 'Desktop. ')),
    at(3_000, edit('phone', 'text.append', 'body', 'Phone. ')),
    at(14_000, heal('laptop-node->cloud'), 'the laptop finds the cloud'),
    when(received('laptop-browser', 'Phone. '), note('it has what the phone wrote')),
    at(40_000, heal('desktop-node->laptop-node'), 'the desktop finds the laptop'),
    when(
      received('desktop-browser', 'Phone. '),
      note('it has what the phone wrote, over two bridges'),
    ),
    when(received('phone', 'Desktop. '), note('and the phone what the desktop wrote')),
    when(quiescent, note('all six converge over the two bridges')),
  ],
  expect: ['fault:partition', 'concurrent-edits', 'heal:heal'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  quiescent,
  received,
  sleep,
  synced,
  wake,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: 'The laptop sleeps with its node for a minute, and both catch up when it wakes',
  rules: ['CONV-1', 'CONV-2', 'LOSS-1', 'LIVE-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('laptop-browser', 'text.insert', 'body', 0, 'Before lunch. ')),
    at(3_000, sleep('laptop-node'), 'the lid closes on the node'),
    at(3_000, sleep('laptop-browser'), 'and on the browser'),
    at(20_000, edit('phone', 'text.append', 'body', 'Lunch. ')),
    at(63_000, wake('laptop-node'), 'the lid opens'),
    at(63_000, wake('laptop-browser')),
    at(64_000, edit('laptop-browser', 'text.append', 'body', 'After lunch. ')),
    when(received('phone', 'After lunch. '), note('the phone has what the laptop writes')),
    when(received('laptop-browser', 'Lunch. '), note('and the laptop what it missed')),
    when(quiescent, note('all six converge'), 'once every dead connection is found out', 300_000),
  ],
  expect: ['fault:sleep', 'heal:wake'],
});

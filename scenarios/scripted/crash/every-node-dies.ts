import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
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
  title:
    'All three nodes are killed at once, every client writes, and the nodes come back one by one',
  rules: ['CONV-1', 'CONV-2', 'LOSS-1', 'LOSS-3', 'STATE-2'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Before. ')),
    when(received('laptop-browser', 'Before. '), note('the laptop browser has it')),
    at(3_000, crash('cloud'), 'the cloud is killed'),
    at(3_000, crash('laptop-node'), 'and the laptop node'),
    at(3_000, crash('desktop-node'), 'and the desktop node'),
    at(4_000, edit('phone', 'text.append', 'body', 'Phone. ')),
    at(4_000, edit('laptop-browser', 'text.append', 'body', 'Laptop. ')),
    at(4_000, edit('desktop-browser', 'text.append', 'body', 'Desktop. ')),
    at(10_000, restart('desktop-node'), 'the desktop node is back'),
    when(received('desktop-browser', 'Phone. '), note('phone and desktop meet')),
    at(20_000, restart('laptop-node'), 'the laptop node is back'),
    at(30_000, restart('cloud'), 'the cloud is back'),
    when(received('cloud', 'Laptop. '), note('the cloud has what the laptop wrote')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:crash', 'heal:restart', 'edit-offline:phone', 'concurrent-edits'],
});

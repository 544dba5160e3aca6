import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  cut,
  edit,
  heal,
  note,
  offline,
  online,
  quiescent,
  received,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'What a closed connection had sent arrives after its successor has synced, and harms nobody',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'AWARE-1', 'STATE-1'],
  topology: star(2),
  steps: [
    when(synced, note('both clients in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'First. ')),
    at(2_000, cut('client-1->node-1', 'blackhole'), 'packets of the first client vanish'),
    at(3_000, edit('client-1', 'text.append', 'body', 'Held by the kernel. ')),
    at(4_000, offline('client-1'), 'it closes its connection, whose bytes its kernel still holds'),
    at(5_000, online('client-1'), 'and dials a new one'),
    at(9_000, heal(), 'packets pass again: the new connection opens before the old one is resent'),
    when(received('client-2', 'Held by the kernel. '), note('the other client has the edit')),
    at(60_000, note('both have been watched for long enough')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['fault:cut', 'heal:online', 'edit-offline:client-1', 'reconnected:client-1->node-1'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  cut,
  edit,
  heal,
  note,
  quiescent,
  received,
  reset,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A firewall refuses new connections and spares old ones, until one breaks and cannot come back',
  rules: ['CONV-1', 'LOSS-1', 'LIVE-1', 'LIVE-2'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(
      1_000,
      cut('desktop-browser->desktop-node', 'refuse'),
      'the firewall refuses new connections',
    ),
    at(2_000, edit('desktop-browser', 'text.insert', 'body', 0, 'Still connected. ')),
    when(received('phone', 'Still connected. '), note('the old connection carries on')),
    at(4_000, reset('desktop-browser->desktop-node'), 'it breaks'),
    at(6_000, edit('desktop-browser', 'text.append', 'body', 'Locked out. ')),
    at(30_000, heal(), 'the firewall gives way'),
    when(received('phone', 'Locked out. '), note('the edit has arrived')),
    when(quiescent, note('all six converge')),
  ],
  expect: [
    'fault:cut',
    'fault:reset',
    'edit-offline:desktop-browser',
    'reconnected:desktop-browser->desktop-node',
  ],
});

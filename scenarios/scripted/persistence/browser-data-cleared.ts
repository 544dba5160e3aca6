import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  close,
  diskLoss,
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
    'A user clears the data of their browser, and gets the document back from the node beside it',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'SYNC-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('laptop-browser', 'text.insert', 'body', 0, 'Mine. ')),
    at(5_000, close('laptop-browser'), 'the laptop browser is closed'),
    at(6_000, diskLoss('laptop-browser'), 'and its data cleared'),
    at(7_000, edit('phone', 'text.append', 'body', 'Yours. ')),
    at(9_000, restart('laptop-browser'), 'it is opened again, empty'),
    when(received('laptop-browser', 'Mine. '), note('it has what it once wrote')),
    at(12_000, edit('laptop-browser', 'text.append', 'body', 'Ours. ')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['close:laptop-browser', 'fault:disk-loss', 'heal:restart'],
});

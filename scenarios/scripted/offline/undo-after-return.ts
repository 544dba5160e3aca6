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
  title:
    'A browser undoes an offline edit after others wrote around it, and takes back nothing of theirs',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'LIST-1', 'UNDO-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(500, edit('desktop-browser', 'undo.track', 'body'), 'the desktop browser opens an editor'),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Shared. ')),
    when(received('desktop-browser', 'Shared. '), note('the desktop browser has it')),
    at(2_000, offline('desktop-browser'), 'it goes offline'),
    at(3_000, edit('desktop-browser', 'text.append', 'body', 'Mine. ')),
    at(3_500, edit('phone', 'text.append', 'body', 'Theirs. ')),
    at(5_000, online('desktop-browser'), 'it reconnects'),
    when(received('phone', 'Mine. '), note('the phone has its edit')),
    at(10_000, edit('desktop-browser', 'undo.undo', 'body'), 'it undoes the edit'),
    at(12_000, edit('desktop-browser', 'undo.redo', 'body'), 'does it again'),
    at(14_000, edit('desktop-browser', 'undo.undo', 'body'), 'and undoes it for good'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit-offline:desktop-browser', 'concurrent-edits'],
});

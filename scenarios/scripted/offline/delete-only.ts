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
  title: 'All that a browser does offline is delete a sentence, and everyone loses it',
  rules: ['CONV-1', 'LOSS-2'],
  issue: 'yjs/yjs#140',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Keep this. Strike this.')),
    when(
      received('desktop-browser', 'Keep this. Strike this.'),
      note('the desktop browser has both sentences'),
    ),
    at(2_000, offline('desktop-browser'), 'the desktop browser goes offline'),
    at(3_000, edit('desktop-browser', 'text.delete', 'body', 10, 13), 'and deletes the second'),
    at(5_000, online('desktop-browser'), 'it reconnects with nothing to add'),
    when(quiescent, note('the sentence is gone everywhere')),
  ],
  expect: ['edit-offline:desktop-browser', 'heal:online'],
});

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
  title: 'An editor deletes a paragraph offline whose attributes another sets, and the trees agree',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'COLD-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'xml.insert', 'page', 0, 'heading', 'Title')),
    at(1_200, edit('phone', 'xml.insert', 'page', 1, 'paragraph', 'First paragraph')),
    at(1_400, edit('phone', 'xml.insert', 'page', 2, 'paragraph', 'Second paragraph')),
    when(received('laptop-browser', 'Second paragraph'), note('the laptop browser has the page')),
    at(3_000, offline('laptop-browser'), 'the laptop browser goes offline'),
    at(
      4_000,
      edit('laptop-browser', 'xml.delete', 'page', 1, 1),
      'and deletes the first paragraph',
    ),
    at(
      4_000,
      edit('phone', 'xml.setAttribute', 'page', 1, 'align', 'right'),
      'which the phone aligns',
    ),
    at(4_500, edit('laptop-browser', 'xml.insert', 'page', 1, 'paragraph', 'Another paragraph')),
    at(4_500, edit('desktop-browser', 'xml.setAttribute', 'page', 0, 'level', '2')),
    at(8_000, online('laptop-browser'), 'the laptop browser is back'),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit-offline:laptop-browser', 'heal:online'],
});

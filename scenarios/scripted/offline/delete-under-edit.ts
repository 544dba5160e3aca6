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
    'A phone deletes a paragraph offline in which the laptop goes on writing, and what was written stays',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-2', 'LOSS-3', 'LIST-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'The quick fox jumps.')),
    when(received('laptop-browser', 'The quick fox jumps.'), note('the laptop browser has it')),
    at(2_000, offline('phone'), 'the phone goes offline'),
    at(3_000, edit('phone', 'text.delete', 'body', 0, 20), 'and deletes the paragraph'),
    at(
      4_000,
      edit('laptop-browser', 'text.insert', 'body', 10, 'brown '),
      'into which the laptop writes a word',
    ),
    at(6_000, online('phone'), 'the phone reconnects'),
    when(received('phone', 'brown '), note('the word has come to the phone')),
    when(quiescent, note('only the word is left, everywhere')),
  ],
  expect: ['edit-offline:phone', 'heal:online'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  offline,
  online,
  quiescent,
  received,
  stored,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

const draft = 'Draft from the desktop';

export default defineScenario({
  title: 'A desktop browser edits offline, reconnects, and every device converges',
  rules: ['CONV-1', 'COLD-1', 'LOSS-1', 'ECON-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(500, edit('phone', 'text.insert', 'body', 0, 'Notes')),
    at(1_000, offline('desktop-browser'), 'the desktop browser goes offline'),
    at(1_250, edit('desktop-browser', 'text.append', 'body', draft), 'the desktop browser edits'),
    when(stored('desktop-browser'), note('the edit is stored in IndexedDB')),
    at(3_000, edit('phone', 'text.append', 'body', ' and more'), 'the phone writes on meanwhile'),
    at(6_000, online('desktop-browser'), 'the desktop browser reconnects'),
    when(received('desktop-node', draft), note('the edit reaches the desktop node')),
    when(received('phone', draft), note('the desktop node has sent it on to the phone')),
    when(received('laptop-node', draft), note('to the laptop node')),
    when(received('cloud', draft), note('and to the cloud')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:offline', 'heal:online', 'edit-offline:desktop-browser'],
});

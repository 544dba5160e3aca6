import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  offline,
  online,
  quiescent,
  received,
  slowAuth,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A node takes two seconds to decide who may enter, and loses nothing of what is said to it meanwhile',
  rules: ['CONV-1', 'LOSS-1', 'SYNC-1', 'LIVE-3'],
  issue: 'partykit/partykit#106',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'Already there. ')),
    at(2_000, slowAuth('laptop-node', 2_000), 'the laptop node takes two seconds to admit anybody'),
    at(3_000, offline('laptop-browser'), 'the laptop browser goes offline'),
    at(4_000, edit('laptop-browser', 'text.append', 'body', 'From outside. ')),
    at(5_000, online('laptop-browser'), 'comes back, and says all it has to say at once'),
    at(5_500, edit('laptop-browser', 'text.append', 'body', 'At the door. ')),
    when(received('cloud', 'At the door. '), note('the cloud has both edits')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:slow-auth', 'edit-offline:laptop-browser', 'heal:online'],
});

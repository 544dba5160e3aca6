import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  quiescent,
  received,
  repeat,
  resetAt,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Connections break in the middle of a stream of keystrokes, each with the frame it carried',
  rules: ['CONV-1', 'CONV-3', 'CONV-4', 'LOSS-1', 'LOSS-3'],
  issue: 'nextcloud/text#4600',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(
      1_000,
      resetAt('laptop-browser->laptop-node', 'update', 10),
      'the connection of the laptop browser will take ten updates',
    ),
    at(1_000, resetAt('phone->desktop-node', 'update', 15), 'one of the phone fifteen'),
    at(
      1_000,
      resetAt('laptop-node->cloud', 'update', 20),
      'and that of the laptop to the cloud twenty',
    ),
    ...repeat(2_000, 120, 60, (index) =>
      edit('laptop-browser', 'text.append', 'body', `key ${index}, `),
    ),
    when(received('cloud', 'key 59, '), note('the cloud has the last keystroke')),
    when(received('phone', 'key 59, '), note('so has the phone')),
    when(quiescent, note('all six converge')),
  ],
  expect: [
    'lost-connection:laptop-browser->laptop-node',
    'lost-connection:phone->desktop-node',
    'lost-connection:laptop-node->cloud',
    'reconnected:laptop-node->cloud',
  ],
});

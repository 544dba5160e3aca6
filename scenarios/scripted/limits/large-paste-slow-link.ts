import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  named,
  note,
  quiescent,
  received,
  shape,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'A phone pastes a quarter of a megabyte over a slow link and types on, and all of it arrives in order',
  rules: ['CONV-1', 'LOSS-1', 'CONV-3', 'CONV-4', 'LIST-1'],
  issue: 'yjs/y-websocket#189',
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    ...['cloud', 'laptop-node', 'desktop-node'].map((node) =>
      at(1_000, shape(`phone->${node}`, { bytesPerSecond: 50_000, latencyMs: 150 })),
    ),
    at(
      2_000,
      named('paste', edit('phone', 'text.paste', 'body', 0, 'The same old page again. ', 10_000)),
      'the phone pastes 250,000 characters',
    ),
    at(2_200, edit('phone', 'text.append', 'body', 'And a last word.')),
    at(2_400, edit('laptop-browser', 'text.insert', 'body', 0, 'Meanwhile. ')),
    when(received('laptop-browser', 'paste'), note('the laptop browser has the paste')),
    when(received('laptop-browser', 'And a last word.'), note('and what followed it')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:shape', 'concurrent-edits'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  edit,
  note,
  offline,
  online,
  quiescent,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title:
    'Three devices set the same keys of a map apart from each other, and no key shows a value that was overwritten',
  rules: ['CONV-1', 'LOSS-1', 'MAP-1'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'map.set', 'meta', 'title', 'Draft')),
    at(1_500, edit('phone', 'map.setNested', 'meta', 'author', 'name', 'Someone')),
    at(3_000, offline('phone'), 'the phone goes offline'),
    at(3_000, offline('laptop-browser'), 'so does the laptop browser'),
    at(4_000, edit('phone', 'map.set', 'meta', 'title', 'From the phone')),
    at(4_100, edit('phone', 'map.setNested', 'meta', 'author', 'mail', 'phone@example.org')),
    at(4_200, edit('laptop-browser', 'map.set', 'meta', 'title', 'From the laptop')),
    at(4_300, edit('laptop-browser', 'map.delete', 'meta', 'author')),
    at(4_400, edit('desktop-browser', 'map.set', 'meta', 'title', 'From the desktop')),
    at(8_000, online('phone'), 'both are back'),
    at(8_000, online('laptop-browser')),
    at(12_000, edit('phone', 'map.set', 'meta', 'subtitle', 'Agreed')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['edit-offline:phone', 'edit-offline:laptop-browser', 'concurrent-edits'],
});

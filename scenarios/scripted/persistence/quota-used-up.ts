import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  close,
  edit,
  note,
  quiescent,
  quota,
  received,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';

export default defineScenario({
  title: "A browser's quota is used up: the write is lost to its own storage and to nobody else",
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3'],
  topology: reference,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('laptop-browser', 'text.insert', 'body', 0, 'Fits. ')),
    at(4_000, quota('laptop-browser'), "the laptop browser's quota is used up"),
    at(5_000, edit('laptop-browser', 'text.append', 'body', 'Does not fit. ')),
    when(received('cloud', 'Does not fit. '), note('the cloud has it all the same')),
    at(9_000, close('laptop-browser'), 'the tab is closed'),
    at(12_000, restart('laptop-browser'), 'and opened again'),
    when(
      received('laptop-browser', 'Does not fit. '),
      note('its node gives back what storage refused'),
    ),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:quota', 'close:laptop-browser', 'heal:restart'],
});

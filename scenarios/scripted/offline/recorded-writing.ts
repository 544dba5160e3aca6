import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  note,
  offline,
  online,
  quiescent,
  synced,
  when,
  write,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';
import { endsIn } from '#harness/workload/ends-in.ts';

export default defineScenario({
  title:
    'Three people write a text for 52 minutes, one of them offline in the middle, and it ends exactly as it did',
  rules: ['CONV-1', 'LOSS-1', 'WRITING-1'],
  topology: reference,
  rooms: ['blog'],
  roots: { body: 'text' },
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, write('phone', 'clownschool', 0), 'the first writer begins on the phone'),
    at(1_000, write('laptop-browser', 'clownschool', 1), 'the second on the laptop'),
    at(1_000, write('desktop-browser', 'clownschool', 2), 'the third on the desktop'),
    at(
      1_200_000,
      offline('desktop-browser'),
      'the desktop browser goes offline, and its writer writes on',
    ),
    at(1_500_000, online('desktop-browser'), 'the desktop browser reconnects'),
    when(
      { is: 'marked', mark: 'writing-done:0' },
      note('the first writer is done'),
      undefined,
      4_000_000,
    ),
    when(
      { is: 'marked', mark: 'writing-done:1' },
      note('the second is done'),
      undefined,
      4_000_000,
    ),
    when({ is: 'marked', mark: 'writing-done:2' }, note('the third is done'), undefined, 4_000_000),
    when(quiescent, note('all six hold the published text')),
  ],
  expect: ['edit-offline:desktop-browser', 'writing-done:0', 'writing-done:1', 'writing-done:2'],
  ownRules: [endsIn('clownschool')],
});

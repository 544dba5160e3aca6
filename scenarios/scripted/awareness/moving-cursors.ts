import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, note, presence, quiescent, repeat, synced, when } from '#harness/schedule/steps.ts';
import { hubAndSpoke } from '#harness/topology/presets.ts';

export default defineScenario({
  title:
    'Six cursors move at once on three spokes of a hub, and every user ends up seeing all of them',
  rules: ['AWARE-6', 'AWARE-1', 'AWARE-2', 'AWARE-3', 'AWARE-5', 'EVENT-3'],
  topology: hubAndSpoke(3, 2),
  steps: [
    when(synced, note('hub and spokes in sync')),
    ...Array.from({ length: 6 }, (_, user) => user + 1)
      .flatMap((user) =>
        repeat(1_000 + user * 7, 200, 40, (index) =>
          presence(`client-${user}`, { name: `user ${user}`, cursor: index }),
        ),
      )
      .sort((a, b) => ('at' in a && 'at' in b ? a.at - b.at : 0)),
    at(60_000, note('everyone has been watched for long enough')),
    when(quiescent, note('nothing is due')),
  ],
  expect: ['presence:client-6'],
});

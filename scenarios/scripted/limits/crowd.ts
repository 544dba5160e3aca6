import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  note,
  quiescent,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

const clients = Array.from({ length: 16 }, (_, index) => `client-${index + 1}`);

export default defineScenario({
  title: 'Sixteen clients on one node write at once, lose it, write again, and all return together',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'STATE-2', 'LIVE-1'],
  topology: star(16),
  steps: [
    when(synced, note('everyone in sync')),
    ...clients.map((client) =>
      at(1_000, edit(client, 'text.insert', 'body', 0, `${client} was here. `)),
    ),
    at(4_000, crash('node-1'), 'the node is killed'),
    ...clients.map((client) => at(5_000, edit(client, 'text.append', 'body', `${client} waits. `))),
    at(15_000, restart('node-1'), 'the node is back, and all dial at once'),
    when(quiescent, note('all seventeen converge')),
  ],
  expect: ['fault:crash', 'heal:restart', 'edit-offline:client-16', 'concurrent-edits'],
});

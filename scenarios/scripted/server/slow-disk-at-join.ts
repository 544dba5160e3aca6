import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  join,
  leave,
  note,
  quiescent,
  restart,
  slowStorage,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';

const topology = star(2);

export default defineScenario({
  title: 'The server is slow to load a room, and calls nobody synced before it has',
  rules: ['CONV-1', 'LOSS-1', 'SYNC-1', 'STATE-2'],
  issue: 'yjs/y-websocket#81',
  topology: {
    ...topology,
    devices: topology.devices.map((device) =>
      device.kind === 'client' ? { ...device, storage: 'none' } : device,
    ),
  },
  steps: [
    when(synced, note('all in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'A long document. ')),
    at(5_000, leave('client-1'), 'everyone leaves'),
    at(5_000, leave('client-2')),
    at(20_000, crash('node-1'), 'the server is replaced'),
    at(21_000, slowStorage('node-1', 1_000), 'by one with a slow disk'),
    at(22_000, restart('node-1')),
    at(25_000, join('client-2'), 'a client comes back'),
    at(25_050, join('client-1'), 'and another, before the room is loaded'),
    when(synced, note('both are told that they are in sync')),
    at(60_000, edit('client-2', 'text.append', 'body', 'Its next page. ')),
    when(quiescent, note('all three converge')),
  ],
  expect: ['fault:slow-storage', 'join:client-2'],
});

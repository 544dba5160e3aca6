import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  note,
  quiescent,
  received,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { reference } from '#harness/topology/reference.ts';
import type { Topology } from '#harness/contract/topology.ts';

const forgetful: Topology = {
  ...reference,
  name: 'forgetful',
  devices: reference.devices.map((device) =>
    device.kind === 'node' ? { ...device, storage: 'none' } : device,
  ),
};

export default defineScenario({
  title: 'A node that keeps nothing is restarted, and the clients give it back what it forgot',
  rules: ['CONV-1', 'LOSS-1', 'LOSS-3', 'SYNC-1'],
  issue: 'napolab/y-durableobjects#28',
  topology: forgetful,
  rooms: ['blog'],
  steps: [
    when(synced, note('all six in sync')),
    at(1_000, edit('phone', 'text.insert', 'body', 0, 'From memory. ')),
    at(4_000, crash('cloud'), 'all nodes are restarted one after the other'),
    at(5_000, restart('cloud')),
    at(6_000, crash('laptop-node')),
    at(7_000, restart('laptop-node')),
    at(8_000, crash('desktop-node')),
    at(9_000, restart('desktop-node')),
    when(received('desktop-node', 'From memory. '), note('the last of them has it again')),
    at(15_000, edit('laptop-browser', 'text.append', 'body', 'And on. ')),
    when(quiescent, note('all six converge')),
  ],
  expect: ['fault:crash', 'heal:restart'],
});

import { defineScenario } from '#harness/schedule/define-scenario.ts';
import { at, edit, join, leave, note, quiescent, synced, when } from '#harness/schedule/steps.ts';
import { chain } from '#harness/topology/presets.ts';
import type { Topology } from '#harness/contract/topology.ts';

const three = chain(3);
/** Nodes that keep nothing keep their rooms in memory, and so must notice that users are back. */
const forgetful: Topology = {
  ...three,
  name: 'forgetful chain',
  devices: three.devices.map((device) =>
    device.kind === 'node' ? { ...device, storage: 'none' } : device,
  ),
};

export default defineScenario({
  title: 'Nodes hang up once everybody has gone, and find each other again when somebody is back',
  rules: ['CONV-1', 'CONV-3', 'LOSS-1', 'LIVE-1'],
  topology: forgetful,
  steps: [
    when(synced, note('the whole chain in sync')),
    at(1_000, edit('client-1', 'text.insert', 'body', 0, 'Until Monday. ')),
    at(10_000, leave('client-1'), 'the last two close the document'),
    at(11_000, leave('client-2')),
    at(300_000, join('client-1'), 'minutes later both are back'),
    at(301_000, join('client-2')),
    at(310_000, edit('client-1', 'text.append', 'body', 'Good morning. ')),
    when(quiescent, note('all five converge')),
  ],
  expect: ['leave:client-1', 'leave:client-2', 'edit:client-1'],
});

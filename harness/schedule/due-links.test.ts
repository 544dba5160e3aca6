import { describe, expect, it } from 'vitest';
import type { Stage } from '#harness/nemesis/stage.ts';
import { testingStage } from '#harness/nemesis/testing-stage.ts';
import { chain } from '#harness/topology/presets.ts';
import { dueLinks } from './due-links.ts';

const topology = chain(3);
const everyone = topology.devices.map(({ name }) => name);

/** client-1 -> node-1 -> node-2 -> node-3 <- client-2, of whom some hold the room. */
function stage(holders: readonly string[]): Stage {
  return testingStage(topology, {
    roomsOf: (device) => (holders.includes(device) ? ['room'] : []),
    isRunning: () => true,
  });
}

function due(on: Stage): readonly string[] {
  return dueLinks(on, 'room').map(({ id }) => id);
}

describe('a link is due', () => {
  it('from a client, and from every node that it reaches', () => {
    const reached = everyone.filter((device) => device !== 'client-2');
    expect(due(stage(reached))).toEqual(['client-1->node-1', 'node-1->node-2', 'node-2->node-3']);
  });

  it('not from a node without users', () => {
    expect(due(stage(['node-1', 'node-2', 'node-3', 'client-2']))).toEqual(['client-2->node-3']);
  });

  it('not to a node that does not hold the room', () => {
    expect(due(stage(['client-1', 'node-1', 'node-3', 'client-2']))).toEqual([
      'client-1->node-1',
      'client-2->node-3',
    ]);
  });

  it('not while it is cut, nor beyond', () => {
    const cut = stage(everyone);
    cut.cuts.set('node-1->node-2', 'blackhole');
    expect(due(cut)).toEqual(['client-1->node-1', 'client-2->node-3']);
  });

  it('not once the node has turned the dialler away for good', () => {
    const turned = stage(everyone);
    turned.tracker.saw({
      ...{ seq: 0, atMs: 0, device: 'client-1', kind: 'status', room: 'room' },
      ...{ link: 'client-1->node-1', status: 'closed', turnedAway: true },
    });
    expect(due(turned)).toEqual(['client-2->node-3']);
  });
});

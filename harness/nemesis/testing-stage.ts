import type { Carrier } from '#harness/contract/carrier.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { createLinkTracker } from '#harness/history/link-tracker.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import type { Stage } from './stage.ts';

/** A stage for a unit test, on which nothing has happened yet: its carrier is what the test gives of one. */
export function testingStage(topology: Topology, carrier: Partial<Carrier>): Stage {
  return {
    carrier: carrier as Carrier,
    topology,
    links: linksOf(topology),
    rooms: ['room'],
    tracker: createLinkTracker(),
    cuts: new Map(),
    asleep: new Set(),
    offline: new Set(),
    joined: new Map(),
    marks: new Set(),
    writers: new Map(),
    delays: new Map(),
    writtenBytes: () => 0,
    isOver: () => false,
  };
}

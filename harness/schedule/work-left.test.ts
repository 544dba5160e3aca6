import { expect, test } from 'vitest';
import type { Stage } from '#harness/nemesis/stage.ts';
import { testingStage } from '#harness/nemesis/testing-stage.ts';
import { star } from '#harness/topology/presets.ts';
import { local } from '#harness/topology/link-profiles.ts';
import { workLeft } from './work-left.ts';

const topology = star(1);
const devices = new Set(['client-1', 'node-1']);

/** A synced client of a node, where nothing is due; whether its connection has lost an end. */
function stage({ halfOpen, cut = false }: { halfOpen: boolean; cut?: boolean }): Stage {
  const built = testingStage(topology, {
    work: () => null,
    readiness: () => ({ profile: local, nextAttemptMs: 0, halfOpen }),
    isRunning: () => true,
    roomsOf: () => ['room'],
  });
  const where = { seq: 0, atMs: 0, device: 'client-1', room: 'room', link: 'client-1->node-1' };
  built.tracker.saw({ ...where, kind: 'status', status: 'connected' });
  built.tracker.saw({ ...where, kind: 'sync', connection: 'c1', synced: true });
  if (cut) built.cuts.set('client-1->node-1', 'blackhole');
  return built;
}

test('nothing is left to do once every provider on a link that is up is synced', () => {
  expect(workLeft(stage({ halfOpen: false }), devices)).toBe(null);
});

test('a connection of which one end is gone is work: a client that believes it is yet to reconnect', () => {
  expect(workLeft(stage({ halfOpen: true }), devices)).toBe(
    'client-1 has not noticed that its connection on client-1->node-1 is gone',
  );
});

test('on a link that is cut it is none: only a step could change that', () => {
  expect(workLeft(stage({ halfOpen: true, cut: true }), devices)).toBe(null);
});

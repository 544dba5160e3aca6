import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { Stage } from '#harness/nemesis/stage.ts';

/** How long after the last client a node may keep what it held: servers unload late, and ask each other first. */
const lingerMs = 120_000;

/**
 * Records what every node holds, if everyone left long enough ago and nothing keeps the nodes from
 * agreeing that they did. On a carrier that cannot know, nothing is recorded.
 */
export function recordCounts(
  stage: Stage,
  events: readonly HistoryEvent[],
  recorder: (device: string) => Recorder,
): void {
  const { carrier, topology } = stage;
  const clients = topology.devices.filter(({ kind }) => kind === 'client').map(({ name }) => name);
  const nodes = topology.devices.filter(({ kind }) => kind === 'node').map(({ name }) => name);
  const left = events.findLast(
    (event) =>
      clients.includes(event.device) &&
      (event.kind === 'stop' || (event.kind === 'replica' && event.state === 'closed')),
  );
  const isEmpty = clients.every((name) => carrier.roomsOf(name).length === 0);
  const isWhole =
    stage.cuts.size + stage.asleep.size + stage.offline.size === 0 &&
    nodes.every(carrier.isRunning);
  if (left === undefined || !isEmpty || !isWhole) return;
  if (carrier.nowMs() - left.atMs < lingerMs) return;
  for (const name of nodes) {
    const counts = carrier.counts(name);
    if (counts !== null) recorder(name).record({ kind: 'counts', counts, moment: 'everyone-left' });
  }
}

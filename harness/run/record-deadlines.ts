import type { Recorder } from '#harness/contract/recorder.ts';
import { isUp, type Stage } from '#harness/nemesis/stage.ts';
import { dueLinks } from '#harness/schedule/due-links.ts';
import { connects, readersOf, roomComponents } from '#harness/schedule/room-components.ts';
import { livenessDeadline, type LinkReadiness } from '#harness/topology/liveness-deadline.ts';

/**
 * Records by when every component must have converged, as the link model computes it from what waits on
 * its links now. On a carrier that cannot know, nothing is recorded.
 */
export function recordDeadlines(stage: Stage, recorder: Recorder): void {
  // Without links nothing travels.
  if (stage.links.length === 0) return;
  for (const room of stage.rooms) {
    for (const component of roomComponents(stage, room)) {
      const links = readyLinks(stage, room, component);
      if (links === null) return;
      const nowMs = stage.carrier.nowMs();
      const {
        afterMs,
        slowest,
        links: alone,
      } = livenessDeadline(component, links, readersOf(stage));
      recorder.record(
        {
          kind: 'deadline',
          room,
          component,
          dueMs: nowMs + afterMs,
          slowest,
          links: alone.map(({ link, afterMs }) => ({ link, dueMs: nowMs + afterMs })),
        },
        nowMs,
      );
    }
  }
}

/** The links between devices of a component that providers of the room use, or must use. */
function readyLinks(
  stage: Stage,
  room: string,
  component: readonly string[],
): LinkReadiness[] | null {
  const used = new Set([
    ...dueLinks(stage, room).map(({ id }) => id),
    ...[...stage.tracker.links()]
      .filter((tracked) => connects(tracked, room) && tracked.wanted)
      .map(({ link }) => link),
  ]);
  const ready: LinkReadiness[] = [];
  for (const link of stage.links) {
    const { id, dialler, listener } = link;
    if (
      !used.has(id) ||
      !component.includes(dialler) ||
      !component.includes(listener) ||
      !isUp(stage, link)
    )
      continue;
    const carried = stage.carrier.readiness(id);
    if (carried === null) return null;
    const delayMs = [dialler, listener].reduce(
      (sum, device) => sum + (stage.delays.get(device) ?? 0),
      0,
    );
    ready.push({
      link: id,
      dialler,
      listener,
      ...carried,
      transferBytes: stage.writtenBytes(room),
      delayMs,
    });
  }
  return ready;
}

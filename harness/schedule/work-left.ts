import { isUp, linkOf, type Stage } from '#harness/nemesis/stage.ts';
import { dueLinks } from './due-links.ts';
import { connects } from './room-components.ts';

/**
 * Why these devices are not quiescent, in words; null when nothing is in flight between them and no
 * work is due. Keep-alives are no work. Nor is anything that waits for a link which is down now:
 * components are judged as they are connected, and only a step could change that. A connection of
 * which only one end is left is work on a link that is up: its watchdog is a keep-alive, what it
 * brings about is not.
 */
export function workLeft(stage: Stage, devices: ReadonlySet<string>): string | null {
  const work = stage.carrier.work(devices, (id) => {
    const link = linkOf(stage, id);
    return link === undefined || !isUp(stage, link);
  });
  if (work !== null) return work;
  for (const room of stage.rooms) {
    const dialled = new Set(
      [...stage.tracker.links()].flatMap((tracked) =>
        connects(tracked, room) ? [tracked.link] : [],
      ),
    );
    for (const { id, dialler } of dueLinks(stage, room)) {
      if (devices.has(dialler) && !dialled.has(id))
        return `${dialler} does not dial ${id} for room "${room}", which somebody uses`;
    }
  }
  for (const { device, link: id, room, status, synced, wanted } of stage.tracker.links()) {
    const link = linkOf(stage, id);
    if (!devices.has(device) || !wanted || link === undefined || !isUp(stage, link)) continue;
    if (stage.carrier.readiness(id)?.halfOpen === true) {
      return `${device} has not noticed that its connection on ${id} is gone`;
    }
    if (!synced)
      return `the provider of ${device} for room "${room}" on ${id} is ${status} and not synced`;
  }
  return null;
}

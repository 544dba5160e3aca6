import type { History } from '#harness/contract/history.ts';
import { drawHosts } from './draw-hosts.ts';
import { drawRails } from './draw-rails.ts';
import type { Paint } from './paint.ts';

/** The devices and links of a run; links that a fault touched are marked ✂. */
export function drawTopology(history: History, paint: Paint, width: number): readonly string[] {
  const broken = new Set(
    history.events.flatMap((event) => (event.kind === 'fault' ? event.links : [])),
  );
  return (
    drawHosts(history.topology, broken, paint, width) ??
    drawRails(history.topology, broken, paint, width)
  );
}

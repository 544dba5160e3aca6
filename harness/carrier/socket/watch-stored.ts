import type { EventBody } from '#harness/contract/history-event.ts';
import { real } from '#harness/world/real.ts';

/** How often a replica that is not stored yet is looked at, milliseconds. */
const lookEveryMs = 10;

/**
 * Tells when all that a room's replica holds is durable. Feed it the node's events: an update makes its
 * room unstored until told otherwise.
 */
export function watchStored(
  isStored: (room: string) => boolean,
  tell: (room: string) => void,
): { saw(event: EventBody): void } {
  const unstored = new Set<string>();
  let looking: ReturnType<typeof real.setTimeout> | null = null;

  function look(): void {
    looking = null;
    for (const room of unstored) {
      if (!isStored(room)) continue;
      unstored.delete(room);
      tell(room);
    }
    schedule();
  }

  function schedule(): void {
    if (unstored.size > 0) looking ??= real.setTimeout(look, lookEveryMs);
  }

  return {
    saw(event) {
      if (event.kind !== 'update') return;
      unstored.add(event.room);
      schedule();
    },
  };
}

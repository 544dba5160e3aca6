import { decodeUpdate, Skip } from 'yjs';

/**
 * How far these updates, in the order in which they came, bring a document that knows nothing of their
 * author: its clock there. What leaves a gap before itself does not count.
 */
export function editsReceived(updates: readonly Uint8Array[], author: number): number {
  let clock = 0;
  for (const update of updates) {
    for (const struct of decodeUpdate(update).structs) {
      if (struct.id.client !== author || struct.id.clock > clock || struct instanceof Skip)
        continue;
      clock = Math.max(clock, struct.id.clock + struct.length);
    }
  }
  return clock;
}

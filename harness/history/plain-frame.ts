import { afterName } from '#harness/contract/after-name.ts';
import type { Dialect } from './frame-kind.ts';

/** Sync without a request in return: Hocuspocus's own type for sync between servers. */
const syncReply = 4;

/**
 * A frame as y-protocols frame it, so that everything that reads a history reads one wire: Hocuspocus's
 * frames without the document name in front, its sync replies as sync.
 */
export function plainFrame(frame: Uint8Array, dialect: Dialect): Uint8Array {
  if (dialect === 'y-protocols') return frame;
  const start = afterName(frame);
  if (start >= frame.length) return frame;
  const plain = frame.slice(start);
  if (plain[0] === syncReply) plain[0] = 0;
  return plain;
}

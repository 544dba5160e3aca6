import { createHash } from 'node:crypto';
import type { HistoryEvent } from '#harness/contract/history-event.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * SHA-256 in hex over the canonical JSON of every event and the digest of every payload. Wall time,
 * paths and host names are in neither.
 */
export function historyHash(
  events: readonly HistoryEvent[],
  payloads: readonly Uint8Array[],
): string {
  const hash = createHash('sha256');
  for (const event of events) hash.update(canonicalJson(event)).update('\n');
  for (const payload of payloads) hash.update(createHash('sha256').update(payload).digest());
  return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import type { HistoryEvent } from '#harness/contract/history-event.ts';
import { canonicalJson } from './canonical-json.ts';

/** Events are handed to the digest in batches: a call costs more than the text of one event. */
const eventsPerBatch = 256;

/**
 * SHA-256 in hex over the canonical JSON of every event and the digest of every payload. Wall time,
 * paths and host names are in neither.
 */
export function historyHash(
  events: readonly HistoryEvent[],
  payloads: readonly Uint8Array[],
): string {
  const hash = createHash('sha256');
  for (let first = 0; first < events.length; first += eventsPerBatch) {
    let batch = '';
    for (const event of events.slice(first, first + eventsPerBatch)) {
      batch += `${canonicalJson(event)}\n`;
    }
    hash.update(batch);
  }
  for (const payload of payloads) hash.update(createHash('sha256').update(payload).digest());
  return hash.digest('hex');
}

import {
  applyUpdate,
  applyUpdateV2,
  encodeStateAsUpdate,
  encodeStateAsUpdateV2,
  encodeStateVector,
} from 'yjs';
import type { Mailbox, Replica } from '#harness/contract/device.ts';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';

/** The transaction origin of what is handed over, which is also how it is journalled. */
export type DeliveryOrigin = Extract<UpdateOrigin, { from: 'delivery' }>;

/** A replica as a mailbox: its own where another implementation keeps it, its yjs document otherwise. */
export function mailboxOf({ doc, foreign }: Replica): Mailbox {
  if (foreign !== undefined) return foreign;
  return {
    stateVector: () => encodeStateVector(doc),
    state: (encoding, beyond) =>
      encoding === 'v2' ? encodeStateAsUpdateV2(doc, beyond) : encodeStateAsUpdate(doc, beyond),
    apply(update, encoding, sender) {
      const origin: DeliveryOrigin = { from: 'delivery', sender };
      if (encoding === 'v2') applyUpdateV2(doc, update, origin);
      else applyUpdate(doc, update, origin);
    },
  };
}

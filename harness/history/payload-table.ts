import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { PayloadRef } from '#harness/contract/history-event.ts';

/** Content-addressed bytes: equal contents share one reference, counted from 0 in order of arrival. */
export interface PayloadTable {
  intern(bytes: Uint8Array): PayloadRef;
  get(ref: PayloadRef): Uint8Array;
  readonly payloads: readonly Uint8Array[];
}

/** An empty table. Interned bytes are copied, so that a reused buffer changes nothing. */
export function createPayloadTable(): PayloadTable {
  const payloads: Uint8Array[] = [];
  const refs = new Map<string, PayloadRef>();
  return {
    payloads,
    intern(bytes) {
      const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      const known = refs.get(key);
      if (known !== undefined) return known;
      const ref = payloads.push(Uint8Array.from(bytes)) - 1;
      refs.set(key, ref);
      return ref;
    },
    get(ref) {
      const payload = payloads[ref];
      if (payload === undefined) throw new HarnessFault(`payload ${ref} is not in this history`);
      return payload;
    },
  };
}

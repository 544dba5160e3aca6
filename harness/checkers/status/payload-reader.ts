import type { History } from '#harness/contract/history.ts';
import type { PayloadRef } from '#harness/contract/history-event.ts';
import { memoized } from './memoized.ts';

/**
 * Makes a reader of payloads that computes each payload of a history once, however many events and
 * checkers ask. Bytes that `read` throws on give undefined: what a server sent is data.
 */
export function payloadReader<Value>(
  read: (bytes: Uint8Array) => Value,
): (history: History) => (ref: PayloadRef) => Value | undefined {
  return memoized((history: History) => {
    const known = new Map<PayloadRef, Value | undefined>();
    return (ref: PayloadRef) => {
      if (!known.has(ref))
        known.set(
          ref,
          attempt(() => read(history.payload(ref))),
        );
      return known.get(ref);
    };
  });
}

function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

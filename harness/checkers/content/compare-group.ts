import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { difference } from './difference.ts';
import { factsOf } from './replica-facts.ts';

/** Findings for every replica that differs from the first of its group. */
export function compareGroup(history: History, group: readonly EventOf<'snapshot'>[]): Finding[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const facts = factsOf(history, first);
  return others.flatMap((other) => {
    const detail = difference(facts, factsOf(history, other));
    return detail === null
      ? []
      : [{ detail, seq: other.seq, device: other.device, room: other.room }];
  });
}

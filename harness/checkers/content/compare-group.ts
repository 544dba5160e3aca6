import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { difference } from './difference.ts';
import { factsOf } from './replica-facts.ts';

/**
 * Findings for every replica that differs from the first of its group, or that shows something else than
 * its own state does once it is reloaded.
 */
export function compareGroup(history: History, group: readonly EventOf<'snapshot'>[]): Finding[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const facts = factsOf(history, first);
  const different = others.flatMap((other) => {
    const detail = difference(facts, factsOf(history, other));
    return detail === null ? [] : [findingAt(other, detail)];
  });
  if (different.length > 0) return different;
  return group.flatMap((snapshot) => {
    const { content, reloadedContent } = factsOf(history, snapshot);
    if (content() === reloadedContent()) return [];
    return [findingAt(snapshot, `${snapshot.device} shows other content than its state reloaded`)];
  });
}

function findingAt({ seq, device, room }: EventOf<'snapshot'>, detail: string): Finding {
  return { detail, seq, device, room };
}

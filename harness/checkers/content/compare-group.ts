import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { readOnlyDevices } from '../status/read-only-devices.ts';
import { difference, differentContent } from './difference.ts';
import { factsOf } from './replica-facts.ts';

/**
 * Findings for every replica that differs from the first of its group, or that shows something else than
 * its own state does once it is reloaded. A replica that may not write is compared by content: what Yjs
 * derives there, such as the deletion of a redundant format mark, stays there.
 */
export function compareGroup(history: History, group: readonly EventOf<'snapshot'>[]): Finding[] {
  const readers = readOnlyDevices(history);
  const [first, ...others] = group.toSorted(
    (a, b) => Number(readers.has(a.device)) - Number(readers.has(b.device)),
  );
  if (first === undefined) return [];
  const facts = factsOf(history, first);
  const different = others.flatMap((other) => {
    const compare = readers.has(other.device) ? differentContent : difference;
    const detail = compare(facts, factsOf(history, other));
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

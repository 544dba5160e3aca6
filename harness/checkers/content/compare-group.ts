import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { IdSet } from '../status/id-set.ts';
import { readOnlyDevices } from '../status/read-only-devices.ts';
import { authored } from './authored.ts';
import { difference, readerDifference } from './difference.ts';
import { factsOf } from './replica-facts.ts';

/**
 * Findings for every replica that differs from the first of its group, or that shows something else than
 * its own state does once it is reloaded. One that may only read is compared by what it lacks, and by content.
 */
export function compareGroup(history: History, group: readonly EventOf<'snapshot'>[]): Finding[] {
  const readers = readOnlyDevices(history);
  const [first, ...others] = group.toSorted(
    (a, b) => Number(readers.has(a.device)) - Number(readers.has(b.device)),
  );
  if (first === undefined) return [];
  const facts = factsOf(history, first);
  const different = others.flatMap((other) => {
    const detail = readers.has(other.device)
      ? readerDifference(facts, factsOf(history, other), formatsOf(history, other.room))
      : difference(facts, factsOf(history, other));
    return detail === null ? [] : [findingAt(other, detail)];
  });
  if (different.length > 0) return different;
  return group.flatMap((snapshot) => {
    const { content, reloadedContent } = factsOf(history, snapshot);
    if (content() === reloadedContent()) return [];
    return [findingAt(snapshot, `${snapshot.device} shows other content than its state reloaded`)];
  });
}

function formatsOf(history: History, room: string): IdSet {
  return authored(history).get(room)?.formats ?? new IdSet();
}

function findingAt({ seq, device, room }: EventOf<'snapshot'>, detail: string): Finding {
  return { detail, seq, device, room };
}

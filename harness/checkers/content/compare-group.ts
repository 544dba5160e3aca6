import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { IdSet } from '../status/id-set.ts';
import { readOnlyDevices } from '../status/read-only-devices.ts';
import { authored } from './authored.ts';
import { difference, readerDifference } from './difference.ts';
import { differingRoots } from './differing-roots.ts';
import { findingsAt } from './findings-at.ts';
import { factsOf } from './replica-facts.ts';

/**
 * Findings for all that a replica differs in from the first of its group, or shows otherwise than
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
    const held = factsOf(history, other);
    const details = readers.has(other.device)
      ? readerDifference(history, facts, held, formatsOf(history, other.room))
      : difference(history, facts, held);
    return findingsAt(other, details);
  });
  const unlikeReloaded = group.flatMap((snapshot) => {
    const { content, reloadedContent } = factsOf(history, snapshot);
    const details = differingRoots(content(), reloadedContent()).map(
      (root) => `${snapshot.device} shows other content of "${root}" than its state reloaded`,
    );
    return findingsAt(snapshot, details);
  });
  return [...different, ...unlikeReloaded];
}

function formatsOf(history: History, room: string): IdSet {
  return authored(history).get(room)?.formats ?? new IdSet();
}

import { IdSet } from '../status/id-set.ts';
import type { ReplicaFacts } from './replica-facts.ts';

/** How two replicas of a room differ, in words; null when they are equal. */
export function difference(a: ReplicaFacts, b: ReplicaFacts): string | null {
  const [left, right] = [a.event.device, b.event.device];
  return (
    differentIds(a, b, new IdSet()) ??
    (a.content() === b.content()
      ? null
      : `${left} and ${right} show different content with equal state vectors`) ??
    differentContent(a, b)
  );
}

/** How the contents of two replicas differ once both are reloaded; null when they do not. */
export function differentContent(a: ReplicaFacts, b: ReplicaFacts): string | null {
  if (a.digest().digest === b.digest().digest) return null;
  return `${a.event.device} and ${b.event.device} differ once both are reloaded`;
}

/**
 * How a live replica and what its storage gives back differ. Only reloaded content can be compared, and
 * loading may clear redundant format marks (`formats`) that the live document has kept.
 */
export function storedDifference(
  live: ReplicaFacts,
  stored: ReplicaFacts,
  formats: IdSet,
): string | null {
  const named = {
    ...stored,
    event: { ...stored.event, device: `the storage of ${stored.event.device}` },
  };
  return (
    differentIds(live, named, formats) ??
    (live.digest().digest === stored.digest().digest
      ? null
      : `${named.event.device} gives back other content than ${live.event.device} shows`)
  );
}

/** `mayDiffer`: ids that one side may have deleted alone. */
function differentIds(a: ReplicaFacts, b: ReplicaFacts, mayDiffer: IdSet): string | null {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const missing = one.structs.firstMissingFrom(other.structs);
    if (missing !== undefined)
      return `${one.event.device} lacks struct ${missing.client}:${missing.clock}, which ${other.event.device} has`;
  }
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const range of other.deletes.ranges()) {
      for (const gap of one.deletes.gapsIn(range)) {
        const [undeleted] = mayDiffer.gapsIn(gap);
        if (undeleted === undefined) continue;
        return `${one.event.device} has not deleted ${undeleted.client}:${undeleted.clock}, which ${other.event.device} has`;
      }
    }
  }
  return null;
}

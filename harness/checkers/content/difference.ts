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
function differentContent(a: ReplicaFacts, b: ReplicaFacts): string | null {
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

/**
 * How a replica that may only read differs from one that may write, in words; null when it does not. What
 * Yjs derives there stays there; and it may be alone in holding what a fault destroyed everywhere else, for
 * it cannot bring that back (what was lost is LOSS-1's to judge). `formats`: format marks of the room.
 */
export function readerDifference(
  writer: ReplicaFacts,
  reader: ReplicaFacts,
  formats: IdSet,
): string | null {
  const lacks = lackedStruct(reader, writer) ?? lackedDeletion(reader, writer, new IdSet());
  if (lacks !== null) return lacks;
  const holdsMore =
    lackedStruct(writer, reader) !== null || lackedDeletion(writer, reader, formats) !== null;
  return holdsMore ? null : differentContent(writer, reader);
}

/** `mayDiffer`: ids that one side may have deleted alone. */
function differentIds(a: ReplicaFacts, b: ReplicaFacts, mayDiffer: IdSet): string | null {
  return (
    lackedStruct(a, b) ??
    lackedStruct(b, a) ??
    lackedDeletion(a, b, mayDiffer) ??
    lackedDeletion(b, a, mayDiffer)
  );
}

function lackedStruct(one: ReplicaFacts, other: ReplicaFacts): string | null {
  const missing = one.structs.firstMissingFrom(other.structs);
  return missing === undefined
    ? null
    : `${one.event.device} lacks struct ${missing.client}:${missing.clock}, which ${other.event.device} has`;
}

function lackedDeletion(one: ReplicaFacts, other: ReplicaFacts, mayLack: IdSet): string | null {
  for (const range of other.deletes.ranges()) {
    for (const gap of one.deletes.gapsIn(range)) {
      const [undeleted] = mayLack.gapsIn(gap);
      if (undeleted === undefined) continue;
      return `${one.event.device} has not deleted ${undeleted.client}:${undeleted.clock}, which ${other.event.device} has`;
    }
  }
  return null;
}

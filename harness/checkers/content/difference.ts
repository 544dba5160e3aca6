import type { History } from '#harness/contract/history.ts';
import { IdSet } from '../status/id-set.ts';
import { differingRoots } from './differing-roots.ts';
import { lackingPieces } from './lacking-pieces.ts';
import type { ReplicaFacts } from './replica-facts.ts';

/** All that two replicas of a room differ in, a sentence each; empty when they are equal. */
export function difference(history: History, a: ReplicaFacts, b: ReplicaFacts): string[] {
  const ids = differentIds(history, a, b, new IdSet());
  if (ids.length > 0) return ids;
  const [left, right] = [a.event.device, b.event.device];
  const roots = differingRoots(a.content(), b.content());
  if (roots.length === 0) return differentContent(a, b);
  return roots.map(
    (root) => `${left} and ${right} show different content of "${root}" with equal state vectors`,
  );
}

/** How the contents of two replicas differ once both are reloaded. */
function differentContent(a: ReplicaFacts, b: ReplicaFacts): string[] {
  if (a.digest().digest === b.digest().digest) return [];
  return [`${a.event.device} and ${b.event.device} differ once both are reloaded`];
}

/**
 * How a live replica and what its storage gives back differ. Only reloaded content can be compared, and
 * loading may clear redundant format marks (`formats`) that the live document has kept.
 */
export function storedDifference(
  history: History,
  live: ReplicaFacts,
  stored: ReplicaFacts,
  formats: IdSet,
): string[] {
  const named = {
    ...stored,
    event: { ...stored.event, device: `the storage of ${stored.event.device}` },
  };
  const ids = differentIds(history, live, named, formats);
  if (ids.length > 0 || live.digest().digest === stored.digest().digest) return ids;
  return [`${named.event.device} gives back other content than ${live.event.device} shows`];
}

/**
 * How a replica that may only read differs from one that may write. What Yjs derives there stays there; and
 * it may be alone in holding what a fault destroyed everywhere else, for it cannot bring that back (what was
 * lost is LOSS-1's to judge). `formats`: format marks of the room.
 */
export function readerDifference(
  history: History,
  writer: ReplicaFacts,
  reader: ReplicaFacts,
  formats: IdSet,
): string[] {
  const lacks = [
    ...lackedStructs(history, reader, writer),
    ...lackedDeletions(history, reader, writer, new IdSet()),
  ];
  if (lacks.length > 0) return lacks;
  const more = [
    ...lackedStructs(history, writer, reader),
    ...lackedDeletions(history, writer, reader, formats),
  ];
  return more.length > 0 ? [] : differentContent(writer, reader);
}

/** `mayDiffer`: ids that one side may have deleted alone. */
function differentIds(
  history: History,
  a: ReplicaFacts,
  b: ReplicaFacts,
  mayDiffer: IdSet,
): string[] {
  return [
    ...lackedStructs(history, a, b),
    ...lackedStructs(history, b, a),
    ...lackedDeletions(history, a, b, mayDiffer),
    ...lackedDeletions(history, b, a, mayDiffer),
  ];
}

function lackedStructs(history: History, one: ReplicaFacts, other: ReplicaFacts): string[] {
  const lacked = one.structs.missingFrom(other.structs);
  return lackingPieces(history, other.event.room, 'inserted', lacked).map(
    ({ client, clock }) =>
      `${one.event.device} lacks struct ${client}:${clock}, which ${other.event.device} has`,
  );
}

/**
 * Deletions of structs that are lacking as well are told apart: what brings the one may not bring the other.
 */
function lackedDeletions(
  history: History,
  one: ReplicaFacts,
  other: ReplicaFacts,
  mayLack: IdSet,
): string[] {
  const lacked = [...one.deletes.missingFrom(other.deletes)].flatMap((gap) => [
    ...mayLack.gapsIn(gap),
  ]);
  return lackingPieces(history, other.event.room, 'deleted', lacked).map(
    ({ client, clock }) =>
      `${one.event.device} has not deleted ${client}:${clock}, which ${other.event.device} has`,
  );
}

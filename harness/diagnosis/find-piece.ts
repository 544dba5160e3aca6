import { finalSnapshots } from '#harness/checkers/content/replica-facts.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findDuplicated } from './find-duplicated.ts';
import { findForked } from './find-forked.ts';
import { findInvented } from './find-invented.ts';
import { findMissing } from './find-missing.ts';
import { findNotStored } from './find-not-stored.ts';
import { findStuck } from './find-stuck.ts';
import type { FindPiece, Piece } from './piece.ts';

type Snapshot = EventOf<'snapshot'>;

/** A wrong piece, and the replicas among which it was found. */
export interface FoundPiece {
  readonly piece: Piece;
  readonly group: readonly Snapshot[];
}

/**
 * The first wrong piece among the replicas that a finding is about. What explains most is looked for first: a
 * fork makes everything else differ, and what is stuck is missing too.
 */
export function findPiece(history: History, finding: Finding): FoundPiece | null {
  const finders: readonly FindPiece[] = [
    findForked(history),
    findStuck(history),
    findNotStored(history),
    findMissing(history, 'insert'),
    findMissing(history, 'delete'),
    findDuplicated(history),
    findInvented(history, 'insert'),
    findInvented(history, 'delete'),
  ];
  const group = groupOf(history, finding);
  for (const find of finders) {
    const piece = find(group);
    if (piece !== null) return { piece, group };
  }
  return null;
}

/** The replicas that were observed together: with the snapshot that a finding names, or at the end. */
function groupOf(history: History, { seq, room }: Finding): readonly Snapshot[] {
  const named = seq === undefined ? undefined : history.events[seq];
  if (named?.kind !== 'snapshot') {
    const finals = finalSnapshots(history);
    return room === undefined ? finals : finals.filter((final) => final.room === room);
  }
  if (named.component === undefined) return [named];
  const component = named.component.join(' ');
  return history.events.filter(
    (event): event is Snapshot =>
      event.kind === 'snapshot' &&
      event.room === named.room &&
      event.cause === named.cause &&
      event.component?.join(' ') === component &&
      event.atMs === named.atMs,
  );
}

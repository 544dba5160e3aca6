import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';

type Snapshot = EventOf<'snapshot'>;

/** A piece of content that is wrong somewhere, before anything is known of its way. */
export interface Piece extends Pick<Diagnosis, 'where' | 'piece' | 'problem' | 'structs'> {
  /** The state that is wrong: of a replica, or of what its storage gave back. */
  readonly wrong: Snapshot;
  /** The replicas that have the piece. */
  readonly holders: readonly Snapshot[];
  /** Of a duplicate: the structs that say it rightly. */
  readonly original?: IdRange;
}

/** Looks for one kind of wrong piece among replicas that should be equal. */
export type FindPiece = (group: readonly Snapshot[]) => Piece | null;

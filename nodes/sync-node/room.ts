import type { Doc } from 'yjs';
import type { AwarenessHub } from '#nodes/peer/awareness-hub.ts';
import type { Dial } from '#nodes/peer/dial.ts';
import type { Interest } from './interest.ts';
import type { RoomPersistence } from './room-persistence.ts';
import type { Session } from './session.ts';

/** A room in memory: its document, who is connected, and what keeps it. */
export interface Room {
  readonly name: string;
  /** Unique in the node's life: a room evicted and opened again is another one. */
  readonly id: string;
  readonly doc: Doc;
  readonly hub: AwarenessHub;
  readonly sessions: Set<Session>;
  readonly persistence: RoomPersistence;
  readonly interest: Interest;
  dials: readonly Dial[];
  /** Whether it stopped dialling the other nodes, because nobody used it. */
  hungUp: boolean;
  state: 'loading' | 'ready' | 'closed';
  /** Resolves when the stored state is loaded. */
  readonly loaded: Promise<void>;
  /** Dials the other nodes again if it had hung up and is not closed: somebody uses the room once more. */
  dialAgain(): void;
}

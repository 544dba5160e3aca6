import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import { IdSet } from './id-set.ts';
import type { ReplicaState } from './replica-states.ts';

/** A replica that must still get something, and one id that it lacks. */
interface Waiting {
  readonly state: ReplicaState;
  missing: { readonly client: number; readonly clock: number };
  readonly of: 'structs' | 'deletes';
}

/** What a replica still lacks of what a deadline asks for. */
interface Lacking {
  readonly device: string;
  readonly structs: readonly IdRange[];
  readonly deletes: readonly IdRange[];
}

/**
 * What a deadline asks for: all that any replica of the component held at the heal is at every one
 * of them when it is due.
 */
export class Obligation {
  readonly deadline: EventOf<'deadline'>;
  readonly #held = { structs: new IdSet(), deletes: new IdSet() };
  readonly #waiting = new Map<string, Waiting>();
  /** When the last replica had everything; null before. */
  metMs: number | null = null;

  constructor(deadline: EventOf<'deadline'>, replicas: readonly ReplicaState[]) {
    this.deadline = deadline;
    for (const { structs, deletes } of replicas) {
      this.#held.structs.addAll(structs.ranges());
      this.#held.deletes.addAll(deletes.ranges());
    }
    for (const state of replicas) this.#look(state);
    if (this.#waiting.size === 0) this.metMs = deadline.atMs;
  }

  /** To be told of every update that a replica applied. */
  updated(replica: string, atMs: number): void {
    const waiting = this.#waiting.get(replica);
    if (!waiting) return;
    const { state, missing, of } = waiting;
    if (!state[of].has(missing.client, missing.clock)) return;
    this.#look(state);
    if (this.#waiting.size === 0) this.metMs = atMs;
  }

  /** Every replica that lacks something, and what by now. */
  lacking(): readonly Lacking[] {
    return [...this.#waiting.values()].map(({ state }) => ({
      device: state.device,
      structs: [...state.structs.missingFrom(this.#held.structs)],
      deletes: [...state.deletes.missingFrom(this.#held.deletes)],
    }));
  }

  #look(state: ReplicaState): void {
    for (const of of ['structs', 'deletes'] as const) {
      const missing = state[of].firstMissingFrom(this.#held[of]);
      if (missing) {
        this.#waiting.set(state.replica, { state, missing, of });
        return;
      }
    }
    this.#waiting.delete(state.replica);
  }
}

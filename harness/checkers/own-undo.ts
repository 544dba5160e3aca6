import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { authored } from './content/authored.ts';
import { findingsAt } from './content/findings-at.ts';
import { holdersOf, itemAt } from './content/item-at.ts';
import { UndoStacks } from './content/undo-stacks.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { updateIdsOf } from './status/replica-states.ts';

const judged = { rule: 'UNDO-1', title: 'An undo takes back what its own user did' } as const;

/**
 * An undo or redo deletes only what edits of the same replica made, or what lies in it; and an undo leaves
 * nothing in place of what the latest edit to be taken back had inserted. That what an edit deleted is
 * restored cannot be told from ids, since a restored item is a new one.
 */
export const ownUndo: Checker = {
  ...judged,
  check(history) {
    const read = updateIdsOf(history);
    const replicas = new Map<string, UndoingReplica>();
    const findings: Finding[] = [];
    let undone = 0;
    for (const event of history.events) {
      if (event.kind === 'update') {
        const ids = read(event.payload);
        replicaOf(replicas, history, event).saw(ids?.deletes ?? [], event.origin.from === 'edit');
      } else if (event.kind === 'edit') {
        const replica = replicaOf(replicas, history, event);
        if (takesBack(event)) {
          undone++;
          findings.push(...replica.judge(event));
        }
        replica.edited(event);
      }
    }
    return conclude(
      judged,
      findings,
      undone === 0 ? { missing: 'nothing was undone' } : { saw: `${undone} undos and redos` },
    );
  },
};

function takesBack({ action }: EventOf<'edit'>): boolean {
  return action === 'undo.undo' || action === 'undo.redo';
}

/** One replica's own edits, what it has deleted, and its undo stacks. */
class UndoingReplica {
  readonly #own = new IdSet();
  readonly #deleted = new IdSet();
  /** Deletions of an edit's update, which comes before the edit itself. */
  #underway: IdRange[] = [];
  readonly #stacks: UndoStacks;
  readonly #history: History;

  constructor(history: History, room: string) {
    this.#history = history;
    this.#stacks = new UndoStacks(authored(history).get(room)?.doc);
  }

  saw(deletes: readonly IdRange[], byEdit: boolean): void {
    if (byEdit) this.#underway.push(...deletes);
    else this.#deleted.addAll(deletes);
  }

  edited(edit: EventOf<'edit'>): void {
    this.#own.addAll(edit.inserted);
    this.#deleted.addAll(this.#underway);
    this.#deleted.addAll(edit.deleted);
    this.#underway = [];
    this.#stacks.edited(edit);
  }

  judge(edit: EventOf<'edit'>): Finding[] {
    const { device } = edit;
    const others = this.#firstOfOthers(edit);
    const left = edit.action === 'undo.undo' ? this.#stacks.undo(edit, this.#deleted) : undefined;
    return findingsAt(edit, [
      ...(others === undefined
        ? []
        : [`${device} undid something of its own and deleted ${others}, which it had not written`]),
      ...(left === undefined
        ? []
        : [`${device} undid an edit and left ${left.client}:${left.clock} of it in place`]),
    ]);
  }

  /** The first id that an undo deletes and that neither is the replica's own nor lies in what is. */
  #firstOfOthers({ room, deleted }: EventOf<'edit'>): string | undefined {
    const doc = authored(this.#history).get(room)?.doc;
    const now = new IdSet();
    now.addAll(deleted);
    for (const range of deleted)
      for (const { client, clock, length } of this.#own.gapsIn(range))
        for (let next = clock; next < clock + length; next++) {
          const item = doc && itemAt(doc, client, next);
          if (item === undefined) continue;
          const liesInOwn = [...holdersOf(item)].some(
            ({ id }) => this.#own.has(id.client, id.clock) && now.has(id.client, id.clock),
          );
          if (!liesInOwn) return `${client}:${next}`;
        }
    return undefined;
  }
}

function replicaOf(
  replicas: Map<string, UndoingReplica>,
  history: History,
  { replica, room }: EventOf<'update' | 'edit'>,
): UndoingReplica {
  let known = replicas.get(replica);
  if (known === undefined) replicas.set(replica, (known = new UndoingReplica(history, room)));
  return known;
}

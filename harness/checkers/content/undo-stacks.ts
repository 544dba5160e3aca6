import type { Doc } from 'yjs';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import { IdSet } from '../status/id-set.ts';
import { itemAt, rootOf } from './item-at.ts';

/** One undo step: what an edit did within the tracked root. */
interface UndoStep {
  readonly inserted: readonly IdRange[];
  readonly deletes: boolean;
}

interface UndoStack {
  readonly root: string;
  readonly steps: UndoStep[];
  /** Whether an undo or redo has restored anything, so that a step may mean restored items by now. */
  restored: boolean;
}

/**
 * The undo stacks of one replica as Yjs keeps them for `undo.track`: one step per edit that changed the
 * root, none before it was tracked. `doc` tells which root an id is in.
 */
export class UndoStacks {
  readonly #doc: Doc | undefined;
  readonly #stacks = new Map<string, UndoStack>();

  constructor(doc: Doc | undefined) {
    this.#doc = doc;
  }

  /** Takes note of an edit, redo included; of an undo, what it restored. */
  edited({ action, args, inserted, deleted }: EventOf<'edit'>): void {
    const [root] = args;
    if (action === 'undo.track' && typeof root === 'string' && !this.#stacks.has(root)) {
      this.#stacks.set(root, { root, steps: [], restored: false });
      return;
    }
    const isUndo = action === 'undo.undo';
    for (const stack of this.#stacks.values()) {
      const within = inserted.filter((range) => this.#isIn(stack.root, range));
      const deletes = deleted.some((range) => this.#isIn(stack.root, range));
      if (within.length > 0 && action.startsWith('undo.')) stack.restored = true;
      if (!isUndo && (within.length > 0 || deletes))
        stack.steps.push({ inserted: within, deletes });
    }
  }

  /**
   * Pops what an undo takes back. Gives the first id of it that was there before (not in `deleted`) and
   * that the undo has left; undefined when there is none, or when the history cannot tell what it took.
   */
  undo(
    { args, inserted, deleted }: EventOf<'edit'>,
    deletedBefore: IdSet,
  ): { readonly client: number; readonly clock: number } | undefined {
    const stack = this.#stacks.get(String(args[0]));
    if (stack === undefined) return undefined;
    const now = new IdSet();
    now.addAll(deleted);
    const didSomething = inserted.length + deleted.length > 0;
    for (let step = stack.steps.pop(); step !== undefined; step = stack.steps.pop()) {
      const there = step.inserted.flatMap((range) => [...deletedBefore.gapsIn(range)]);
      if (there.length > 0)
        return there.flatMap((range) => [...now.gapsIn(range)]).find(() => true);
      // A step that only deleted may have been taken back by restoring, or may have had nothing to do.
      if (step.deletes && inserted.length > 0) return undefined;
      if (stack.restored && didSomething) return undefined;
    }
    return undefined;
  }

  #isIn(root: string, { client, clock }: IdRange): boolean {
    const item = this.#doc && itemAt(this.#doc, client, clock);
    return item !== undefined && rootOf(item) === root;
  }
}

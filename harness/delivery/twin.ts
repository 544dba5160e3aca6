import {
  applyUpdate,
  applyUpdateV2,
  decodeStateVector,
  decodeUpdate,
  decodeUpdateV2,
  Doc,
  findIndexSS,
  Skip,
} from 'yjs';
import { idsOfDoc } from '#harness/checkers/content/ids-of-doc.ts';
import { structConflict } from '#harness/checkers/content/struct-conflict.ts';
import { IdSet } from '#harness/checkers/status/id-set.ts';
import { updateIds } from '#harness/checkers/status/update-ids.ts';
import type { Mailbox } from '#harness/contract/device.ts';
import type { UpdateEncoding } from '#harness/contract/schedule.ts';

type Structs = ReturnType<typeof decodeUpdate>['structs'];

/** A document of yjs that is handed, byte by byte, what a replica of another implementation is. */
export class Twin {
  readonly #doc = new Doc({ gc: false });

  /**
   * Applies an update, and names what is unusual about it:
   * - gap: in it, or in what waits after it, something is missing between what one client wrote
   * - early-deletion: a deletion waits for what it deletes
   */
  apply(update: Uint8Array, encoding: UpdateEncoding): readonly ('gap' | 'early-deletion')[] {
    if (encoding === 'v2') applyUpdateV2(this.#doc, update);
    else applyUpdate(this.#doc, update);
    const { structs } = encoding === 'v2' ? decodeUpdateV2(update) : decodeUpdate(update);
    const { pendingStructs, pendingDs } = this.#doc.store;
    const waiting = pendingStructs === null ? [] : decodeUpdateV2(pendingStructs.update).structs;
    return [
      ...(isGappy(structs) || isGappy(waiting) ? (['gap'] as const) : []),
      ...(pendingDs === null ? [] : (['early-deletion'] as const)),
    ];
  }

  /**
   * How what the replica has integrated differs from what this has, in words; null when it does not. What
   * either still waits for is left out.
   */
  difference(replica: Mailbox): string | null {
    const mine = idsOfDoc(this.#doc);
    const vector = new IdSet();
    for (const [client, length] of decodeStateVector(replica.stateVector()))
      vector.add({ client, clock: 0, length });
    const state = replica.state('v1');
    let deletes: IdSet;
    let structs: Structs;
    try {
      deletes = integratedDeletes(state, vector);
      ({ structs } = decodeUpdate(state));
    } catch {
      return 'tells a state that yjs cannot read';
    }
    return (
      firstOf('lacks struct', vector, mine.structs) ??
      firstOf('holds struct', mine.structs, vector) ??
      firstOf('has not deleted', deletes, mine.deletes) ??
      firstOf('has deleted', mine.deletes, deletes) ??
      this.#conflict(structs)
    );
  }

  /** The first struct that says something else here. */
  #conflict(structs: Structs): string | null {
    for (const struct of structs) {
      const { client, clock } = struct.id;
      const mine = this.#doc.store.clients.get(client) ?? [];
      const last = mine.at(-1);
      if (last === undefined || clock >= last.id.clock + last.length) continue;
      for (let index = findIndexSS(mine, clock); index < mine.length; index++) {
        const other = mine[index];
        if (other === undefined || other.id.clock >= clock + struct.length) break;
        const conflict = structConflict(other, struct);
        if (conflict !== undefined) return `holds something else as ${client}:${conflict}`;
      }
    }
    return null;
  }
}

function isGappy(structs: Structs): boolean {
  return structs.some((struct) => struct instanceof Skip);
}

function integratedDeletes(state: Uint8Array, structs: IdSet): IdSet {
  const deletes = new IdSet();
  for (const range of updateIds(state).deletes) {
    const end = structs.firstMissingOf(range) ?? range.clock + range.length;
    deletes.add({ ...range, length: end - range.clock });
  }
  return deletes;
}

function firstOf(what: string, one: IdSet, other: IdSet): string | null {
  const found = one.firstMissingFrom(other);
  return found === undefined ? null : `${what} ${found.client}:${found.clock}`;
}

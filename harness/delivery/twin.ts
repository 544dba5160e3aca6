import { applyUpdate, applyUpdateV2, decodeStateVector, Doc } from 'yjs';
import { idsOfDoc } from '#harness/checkers/content/ids-of-doc.ts';
import { IdSet } from '#harness/checkers/status/id-set.ts';
import { updateIds } from '#harness/checkers/status/update-ids.ts';
import type { Mailbox } from '#harness/contract/device.ts';
import type { UpdateEncoding } from '#harness/contract/schedule.ts';

/** A document of yjs that is handed, byte by byte, what a replica of another implementation is. */
export class Twin {
  readonly #doc = new Doc({ gc: false });

  apply(update: Uint8Array, encoding: UpdateEncoding): void {
    if (encoding === 'v2') applyUpdateV2(this.#doc, update);
    else applyUpdate(this.#doc, update);
  }

  /**
   * How what the replica has integrated differs from what this has, in words; null when it does not. What
   * either still waits for is left out, and content is for other rules.
   */
  difference(replica: Mailbox): string | null {
    const mine = idsOfDoc(this.#doc);
    const structs = new IdSet();
    for (const [client, length] of decodeStateVector(replica.stateVector()))
      structs.add({ client, clock: 0, length });
    let deletes: IdSet;
    try {
      deletes = integratedDeletes(replica.state('v1'), structs);
    } catch {
      return 'tells a state that yjs cannot read';
    }
    return (
      firstOf('lacks struct', structs, mine.structs) ??
      firstOf('holds struct', mine.structs, structs) ??
      firstOf('has not deleted', deletes, mine.deletes) ??
      firstOf('has deleted', mine.deletes, deletes)
    );
  }
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

import { iterateDeletedStructs, type Doc, type Transaction } from 'yjs';
import type { EditOutcome, EditRequest } from '#harness/contract/carrier.ts';
import { editOrigin } from '#harness/contract/device.ts';
import type { IdRange } from '#harness/contract/history-event.ts';
import { edits, findEdit, type EditRegistry } from './edits.ts';
import { knownRoot, touchedRoot, type TouchedRoot } from './touched-root.ts';

/**
 * Makes an edit in one transaction, and reads from it which structs it made and which it deleted. The
 * edit's token is the step's own, or what it inserted. Where the edit cannot say which root it is of,
 * the first root that changed is named.
 */
export function journalEdit(
  doc: Doc,
  { action, args, token }: EditRequest,
  registry: EditRegistry = edits,
): Omit<EditOutcome, 'replica'> {
  const edit = findEdit(action, args, registry);
  const inserted: IdRange[] = [];
  const deleted: IdRange[] = [];
  let touched: TouchedRoot | undefined;
  const read = (transaction: Transaction): void => {
    inserted.push(...insertedBy(transaction));
    deleted.push(...deletedBy(transaction));
    touched ??= touchedRoot(doc, transaction);
  };
  doc.on('afterTransaction', read);
  try {
    if (edit.ownTransaction) edit.run(doc, args);
    else doc.transact(() => edit.run(doc, args), editOrigin);
  } finally {
    doc.off('afterTransaction', read);
  }
  const name = token ?? edit.token?.(args);
  const root =
    edit.rootType === null
      ? (touched ?? knownRoot(doc, args[0]))
      : { root: String(args[0]), rootType: edit.rootType };
  return { ...(name === undefined ? {} : { token: name }), ...root, inserted, deleted };
}

function insertedBy({ beforeState, afterState }: Transaction): IdRange[] {
  return [...afterState].flatMap(([client, clock]) => {
    const before = beforeState.get(client) ?? 0;
    return clock > before ? [{ client, clock: before, length: clock - before }] : [];
  });
}

function deletedBy(transaction: Transaction): IdRange[] {
  const ranges: IdRange[] = [];
  iterateDeletedStructs(transaction, transaction.deleteSet, ({ id, length }) => {
    ranges.push({ client: id.client, clock: id.clock, length });
  });
  return ranges;
}

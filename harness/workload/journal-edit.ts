import { iterateDeletedStructs, type Doc, type Transaction } from 'yjs';
import type { EditOutcome, EditRequest } from '#harness/contract/carrier.ts';
import { editOrigin } from '#harness/contract/device.ts';
import type { IdRange } from '#harness/contract/history-event.ts';
import { findEdit } from './edits.ts';

/**
 * Makes an edit in one transaction, and reads from it which structs it made and which it deleted. The
 * edit's token is the step's own, or what it inserted.
 */
export function journalEdit(
  doc: Doc,
  { action, args, token }: EditRequest,
): Omit<EditOutcome, 'replica'> {
  const edit = findEdit(action, args);
  const inserted: IdRange[] = [];
  const deleted: IdRange[] = [];
  const read = (transaction: Transaction): void => {
    inserted.push(...insertedBy(transaction));
    deleted.push(...deletedBy(transaction));
  };
  doc.on('afterTransaction', read);
  try {
    if (edit.ownTransaction) edit.run(doc, args);
    else doc.transact(() => edit.run(doc, args), editOrigin);
  } finally {
    doc.off('afterTransaction', read);
  }
  const name = token ?? edit.token?.(args);
  return {
    ...(name === undefined ? {} : { token: name }),
    root: String(args[0]),
    rootType: edit.rootType,
    inserted,
    deleted,
  };
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

import { bookOfCopies } from '#harness/checkers/content/book-of-copies.ts';
import { updateIdsOf } from '#harness/checkers/status/replica-states.ts';
import type { History } from '#harness/contract/history.ts';
import type { Piece } from './piece.ts';

/**
 * Where a piece went that nobody of the group has, or that a storage does not give back: the last word of
 * the book of copies, or of the storage, as the end of a sentence.
 */
export function lossOf(history: History, piece: Piece): string {
  return piece.where === 'storage' ? storageLoss(history, piece) : copiesLoss(history, piece);
}

function copiesLoss(history: History, { wrong, structs, piece }: Piece): string {
  const { client, clock } = structs;
  const of = piece === 'insert' ? 'struct' : 'deletion';
  const [page] = bookOfCopies(history, [{ room: wrong.room, client, clock, of }]);
  if (page === undefined || page.copies.size + (page.end === null ? 0 : 1) === 0)
    return 'no copy of it was ever recorded';
  if (page.end !== null) return `its last copy went when ${page.end.why}`;
  const copies = [...page.copies.values()].map(({ device, place }) => `${device} (${place})`);
  return `no replica shows it, though by every event copies are left at ${copies.join(', ')}`;
}

/** The last record of the piece that the storage reported before it was loaded. */
function storageLoss(history: History, { wrong, structs, piece }: Piece): string {
  const read = updateIdsOf(history);
  const { client, clock } = structs;
  let last: { readonly state: string; readonly atMs: number } | null = null;
  for (const event of history.events) {
    if (event.seq > wrong.seq) break;
    if (event.kind !== 'storage' || event.device !== wrong.device || event.room !== wrong.room)
      continue;
    const ids = read(event.payload);
    const ranges = piece === 'insert' ? ids?.structs : ids?.deletes;
    if (
      ranges?.some(
        (range) =>
          range.client === client && range.clock <= clock && clock < range.clock + range.length,
      )
    )
      last = event;
  }
  if (last === null) return 'no record of it was ever written there';
  return `its record there was ${last.state} at ${(last.atMs / 1_000).toFixed(3)} s`;
}

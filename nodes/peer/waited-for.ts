import { convertUpdateFormatV2ToV1, mergeUpdates, type Doc, type Transaction } from 'yjs';

/**
 * Tells, inside a handler of the document's `update` event, what of the update had been brought by
 * another origin, and had waited for what this one brings; null where there is nothing of the kind.
 * Yjs integrates such structs and deletions in the transaction that completes them, under its origin:
 * whoever leaves out the origin, as one that knows the update, would withhold them from it for ever.
 */
export function createWaitedFor(doc: Doc): () => Uint8Array | null {
  const senders = new Set<unknown>();
  let before = waitingIn(doc);
  let found: Uint8Array | null = null;
  doc.on('beforeTransaction', () => {
    before = waitingIn(doc);
  });
  doc.on('afterTransaction', ({ origin }: Transaction) => {
    const after = waitingIn(doc);
    const isSame = after.structs === before.structs && after.deletions === before.deletions;
    const isOthers = !isSame && [...senders].some((sender) => sender !== origin);
    found = isOthers ? updateOf(before) : null;
    if (after.structs === null && after.deletions === null) senders.clear();
    else if (!isSame) senders.add(origin);
  });
  return () => found;
}

interface Waiting {
  /** V2 updates, as Yjs keeps them. */
  readonly structs: Uint8Array | null;
  readonly deletions: Uint8Array | null;
}

function waitingIn({ store }: Doc): Waiting {
  return { structs: store.pendingStructs?.update ?? null, deletions: store.pendingDs };
}

function updateOf({ structs, deletions }: Waiting): Uint8Array {
  return mergeUpdates(
    [structs, deletions].flatMap((update) =>
      update === null ? [] : [convertUpdateFormatV2ToV1(update)],
    ),
  );
}

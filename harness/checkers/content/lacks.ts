import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { bookOfCopies, type LedgerEntry, type Page } from './book-of-copies.ts';
import { excuseOf } from './excuse.ts';

/** Something that an edit did and that a replica lacks at the end. */
export interface Lack {
  readonly snapshot: EventOf<'snapshot'>;
  readonly edit: EventOf<'edit'>;
  readonly entry: LedgerEntry;
}

export interface JudgedLacks {
  /** The first lack of each replica that nothing excuses, in words why not. */
  readonly losses: readonly { readonly lack: Lack; readonly why: string }[];
  /** How many lacks the book of copies excuses. */
  readonly excused: number;
}

/** Asks the book of copies about every lack: once per entry, however many replicas lack it. */
export function excusedOrNot(history: History, lacks: readonly Lack[]): JudgedLacks {
  const entries = new Map<string, LedgerEntry>();
  for (const { entry } of lacks) entries.set(keyOf(entry), entry);
  const pages = new Map<string, Page>(
    bookOfCopies(history, [...entries.values()]).map((page) => [keyOf(page.entry), page]),
  );
  const losses = new Map<number, { readonly lack: Lack; readonly why: string }>();
  let excused = 0;
  for (const lack of lacks) {
    const page = pages.get(keyOf(lack.entry));
    const { snapshot } = lack;
    if (page === undefined) continue;
    const excuse = excuseOf(page, snapshot.component ?? [snapshot.device]);
    if (excuse.excused) excused++;
    else if (!losses.has(snapshot.seq)) losses.set(snapshot.seq, { lack, why: excuse.why });
  }
  return { losses: [...losses.values()], excused };
}

function keyOf({ room, client, clock, of }: LedgerEntry): string {
  return `${of} ${client}:${clock} ${room}`;
}

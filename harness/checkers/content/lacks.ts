import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { bookOfCopies, type LedgerEntry, type Page } from './book-of-copies.ts';
import { excuseOf } from './excuse.ts';
import { findingsAt } from './findings-at.ts';

/** Something that an edit did and that a replica lacks at the end. */
export interface Lack {
  readonly snapshot: EventOf<'snapshot'>;
  readonly edit: EventOf<'edit'>;
  readonly entry: LedgerEntry;
}

export interface JudgedLacks {
  /** The first lack of every edit at a replica that nothing excuses, in words why not. */
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
  const losses = new Map<string, { readonly lack: Lack; readonly why: string }>();
  let excused = 0;
  for (const lack of lacks) {
    const page = pages.get(keyOf(lack.entry));
    const { snapshot, edit } = lack;
    const of = `${snapshot.seq} ${edit.seq}`;
    if (page === undefined) continue;
    const excuse = excuseOf(page, snapshot.component ?? [snapshot.device]);
    if (excuse.excused) excused++;
    else if (!losses.has(of)) losses.set(of, { lack, why: excuse.why });
  }
  return { losses: [...losses.values()], excused };
}

function keyOf({ room, client, clock, of }: LedgerEntry): string {
  return `${of} ${client}:${clock} ${room}`;
}

/** The findings of losses, replica by replica. */
export function findingsOf(
  { losses }: JudgedLacks,
  inWords: (lack: Lack, why: string) => string,
): Finding[] {
  const bySnapshot = new Map<EventOf<'snapshot'>, string[]>();
  for (const { lack, why } of losses) {
    const details = bySnapshot.get(lack.snapshot) ?? [];
    bySnapshot.set(lack.snapshot, details);
    details.push(inWords(lack, why));
  }
  return [...bySnapshot].flatMap(([snapshot, details]) => findingsAt(snapshot, details));
}

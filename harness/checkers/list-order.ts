import type { Doc, Item } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { reload } from './content/reload.ts';
import { rootsOf } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LIST-1', title: 'Items never change their order' } as const;

/**
 * Two items keep their order at every replica and at every time (strong list specification, Attiya et al.,
 * PODC 2016). Over item ids: a restored item is another one.
 */
export const listOrder: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const known = new Map<
      string,
      { readonly order: Map<string, number>; readonly snapshot: EventOf<'snapshot'> }
    >();
    let compared = 0;
    for (const event of distinctSnapshots(history).toReversed()) {
      const doc = reload(history.payload(event.payload));
      for (const [root, type] of Object.entries(rootsOf(history))) {
        if (type !== 'text' && type !== 'array') continue;
        const ids = visibleIds(doc, root, type);
        const key = `${event.room} ${root}`;
        const reference = known.get(key);
        if (reference === undefined) {
          known.set(key, { order: new Map(ids.map((id, index) => [id, index])), snapshot: event });
          continue;
        }
        compared++;
        const flipped = firstFlip(ids, reference.order);
        if (flipped === null) continue;
        const { seq, device, room } = event;
        findings.push({
          seq,
          device,
          room,
          detail: `${flipped[0]} stands before ${flipped[1]} in "${root}" at ${device}, and behind it at ${reference.snapshot.device}`,
        });
      }
      doc.destroy();
    }
    return conclude(
      judged,
      findings,
      compared === 0
        ? { missing: 'no list was observed in two states' }
        : { saw: `${compared} states of lists` },
    );
  },
};

/** Snapshots with equal bytes have equal order. */
function distinctSnapshots(history: History): EventOf<'snapshot'>[] {
  const seen = new Set<number>();
  return history.events.filter((event): event is EventOf<'snapshot'> => {
    if (event.kind !== 'snapshot' || seen.has(event.payload)) return false;
    seen.add(event.payload);
    return true;
  });
}

/** `client:clock` of every visible element, in order. */
function visibleIds(doc: Doc, root: string, type: 'text' | 'array'): string[] {
  const list = type === 'text' ? doc.getText(root) : doc.getArray(root);
  const ids: string[] = [];
  for (let item: Item | null = list._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let offset = 0; offset < item.length; offset++)
      ids.push(`${item.id.client}:${item.id.clock + offset}`);
  }
  return ids;
}

/** The first pair of neighbours, among ids known to the reference, that stands the other way there. */
function firstFlip(
  ids: readonly string[],
  reference: ReadonlyMap<string, number>,
): [string, string] | null {
  let previous: { id: string; rank: number } | null = null;
  for (const id of ids) {
    const rank = reference.get(id);
    if (rank === undefined) continue;
    if (previous !== null && rank < previous.rank) return [previous.id, id];
    previous = { id, rank };
  }
  return null;
}

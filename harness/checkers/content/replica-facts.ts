import type { EventOf, RootType } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';
import { digestContent } from '../content-digest.ts';
import { IdSet } from '../status/id-set.ts';
import { memoized } from '../status/memoized.ts';
import { updateIdsOf } from '../status/replica-states.ts';

/** What a snapshot says of a replica, in forms that can be compared. */
export interface ReplicaFacts {
  readonly event: EventOf<'snapshot'>;
  /** Canonical JSON of the content as the live document showed it. */
  readonly content: string;
  /** SHA-256 of the content reloaded. */
  readonly digest: string;
  readonly stateVector: string;
  readonly structs: IdSet;
  readonly deletes: IdSet;
}

/** Roots that edits changed, by name. */
export const rootsOf = memoized((history: History): Readonly<Record<string, RootType>> => {
  const roots: Record<string, RootType> = {};
  for (const event of history.events) {
    if (event.kind !== 'edit' || event.inserted.length + event.deleted.length === 0) continue;
    roots[event.root] = event.rootType;
  }
  return roots;
});

const factsByEvent = memoized((history: History) => {
  const read = updateIdsOf(history);
  const digests = new Map<number, ReturnType<typeof digestContent>>();
  return memoized((event: EventOf<'snapshot'>): ReplicaFacts => {
    const ids = read(event.payload);
    const structs = new IdSet();
    const deletes = new IdSet();
    structs.addAll(ids?.structs ?? []);
    deletes.addAll(ids?.deletes ?? []);
    let reloaded = digests.get(event.payload);
    if (reloaded === undefined) {
      reloaded = digestContent(history.payload(event.payload), rootsOf(history));
      digests.set(event.payload, reloaded);
    }
    return {
      event,
      content: canonicalJson(event.content),
      digest: reloaded.digest,
      stateVector: canonicalJson(reloaded.stateVector),
      structs,
      deletes,
    };
  });
});

/** Facts of a snapshot, computed once. */
export function factsOf(history: History, event: EventOf<'snapshot'>): ReplicaFacts {
  return factsByEvent(history)(event);
}

/** The last snapshot of every replica that the end of the run observed. */
export const finalSnapshots = memoized((history: History): readonly EventOf<'snapshot'>[] => {
  const settled = history.events.findLastIndex(({ kind }) => kind === 'quiescence');
  const last = new Map<string, EventOf<'snapshot'>>();
  for (const event of history.events.slice(settled + 1)) {
    if (event.kind === 'snapshot' && (event.cause === 'quiescent' || event.cause === 'component')) {
      last.set(`${event.device} ${event.room}`, event);
    }
  }
  return [...last.values()];
});

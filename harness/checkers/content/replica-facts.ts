import { decodeStateVector } from 'yjs';
import type { EventOf, RootType } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { isRecord } from '#harness/contract/is-record.ts';
import type { Json } from '#harness/contract/json.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';
import { finalSnapshots as findFinalSnapshots } from '#harness/history/final-snapshots.ts';
import { digestDoc, type ContentDigest } from '../content-digest.ts';
import { IdSet } from '../status/id-set.ts';
import { memoized } from '../status/memoized.ts';
import { updateIdsOf } from '../status/replica-states.ts';
import { normalContent } from './normal-content.ts';
import { readContent, reloaded } from './reload.ts';

/** What a snapshot says of a replica, in forms that can be compared. */
export interface ReplicaFacts {
  readonly event: EventOf<'snapshot'>;
  /** What is integrated: pending structs are not. */
  readonly structs: IdSet;
  readonly deletes: IdSet;
  /** Canonical JSON of the content as the live document showed it. */
  content(): string;
  /** Canonical JSON of the content of the same roots, reloaded. */
  reloadedContent(): string;
  /** Of the content reloaded, all roots that edits changed. */
  digest(): ContentDigest;
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
  const digests = new Map<number, ContentDigest>();
  // Of replicas that are equal, most have equal bytes: what is dear is computed once for all of them.
  const reloadedContents = new Map<string, string>();
  return memoized((event: EventOf<'snapshot'>): ReplicaFacts => {
    const structs = new IdSet();
    const deletes = new IdSet();
    for (const [client, length] of decodeStateVector(history.payload(event.stateVector)))
      structs.add({ client, clock: 0, length });
    deletes.addAll(read(event.payload)?.deletes ?? []);
    let shownContent: string | undefined;
    const content = (): string => (shownContent ??= canonicalJson(normalRoots(event.content)));
    return {
      event,
      structs,
      deletes,
      content,
      reloadedContent() {
        const state = `${event.payload} ${content()}`;
        const known = reloadedContents.get(state) ?? readReloaded();
        reloadedContents.set(state, known);
        return known;
      },
      digest() {
        let known = digests.get(event.payload);
        if (known === undefined) {
          const doc = reloaded(history)(event.payload);
          known =
            doc === undefined
              ? { digest: 'a state that cannot be loaded', stateVector: {} }
              : digestDoc(doc, rootsOf(history));
          digests.set(event.payload, known);
        }
        return known;
      },
    };

    function readReloaded(): string {
      const doc = reloaded(history)(event.payload);
      if (doc === undefined) return 'a state that cannot be loaded';
      const shown = isRecord(event.content) ? event.content : {};
      const roots = Object.entries(rootsOf(history)).filter(([root]) => root in shown);
      return canonicalJson({ ...shown, ...readContent(doc, Object.fromEntries(roots)) });
    }
  });
});

/** Facts of a snapshot, computed once, the dear ones when asked for. */
export function factsOf(history: History, event: EventOf<'snapshot'>): ReplicaFacts {
  return factsByEvent(history)(event);
}

/** The last snapshots of the run's end, found once. */
export const finalSnapshots = memoized(findFinalSnapshots);

function normalRoots(content: Json): Json {
  if (!isRecord(content)) return content;
  return Object.fromEntries(
    Object.entries(content).map(([root, value]): [string, Json] => [root, normalContent(value)]),
  );
}

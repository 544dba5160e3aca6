import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { applyUpdate, Doc, getState } from 'yjs';
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { UsageError } from '#harness/contract/usage-error.ts';

/** The format of a concurrent trace of josephg/editing-traces. */
const Trace = Type.Object({
  endContent: Type.String(),
  numAgents: Type.Integer({ minimum: 1 }),
  txns: Type.Array(
    Type.Object({
      parents: Type.Array(Type.Integer()),
      agent: Type.Integer(),
      time: Type.String(),
      patches: Type.Array(Type.Tuple([Type.Integer(), Type.Integer(), Type.String()])),
    }),
  ),
});

/** One transaction of a writer, as an update that any replica of the same past can apply. */
export interface RecordedUpdate {
  readonly update: Uint8Array;
  /** Milliseconds after the session's first transaction. */
  readonly atMs: number;
  /** What the writer had seen: agent's client id to next clock. */
  readonly seen: ReadonlyMap<number, number>;
  /** The writer's own next clock after it. */
  readonly ownClock: number;
}

/** A session of people writing one text together. */
export interface RecordedWriting {
  /** The text in which every correct replay ends. */
  readonly finalText: string;
  /** Per agent, in order. Agent `a` writes with client id `a + 1`. */
  readonly agents: readonly (readonly RecordedUpdate[])[];
}

/** The root that a session writes. */
export const writingRoot = 'body';

/** Pause between the transactions of a session whose file has no times. */
const untimedPaceMs = 100;

const sessions = new Map<string, RecordedWriting>();

/** Loads a session by the name of its file in `traces/`, converted once per process. */
export function recordedWriting(name: string): RecordedWriting {
  let session = sessions.get(name);
  if (session === undefined) sessions.set(name, (session = convert(readTrace(name))));
  return session;
}

function readTrace(name: string): Static<typeof Trace> {
  const file = new URL(`./traces/${encodeURIComponent(name)}.json.gz`, import.meta.url);
  let text: string;
  try {
    text = gunzipSync(readFileSync(file)).toString('utf8');
  } catch (error) {
    throw new UsageError(
      `no recorded writing is called "${name}"; there are clownschool and friendsforever`,
      {
        cause: error,
      },
    );
  }
  return Value.Parse(Trace, JSON.parse(text));
}

/**
 * Types the session into one document per agent: before each transaction the ancestors it had not seen are
 * applied in the order of the session (any other order queues them as pending, at quadratic cost).
 */
function convert({ endContent, numAgents, txns }: Static<typeof Trace>): RecordedWriting {
  const writers = Array.from({ length: numAgents }, (_, agent) => {
    const doc = new Doc();
    doc.clientID = agent + 1;
    return { doc, seen: new Set<number>(), recorded: [] as RecordedUpdate[] };
  });
  const updates: Uint8Array[] = [];
  const startMs = Date.parse(txns[0]?.time ?? '');
  const isTimed = txns.some(({ time }) => Date.parse(time) !== startMs);
  for (const [index, { parents, agent, time, patches }] of txns.entries()) {
    const writer = writers[agent];
    if (writer === undefined)
      throw new UsageError(`transaction ${index} is by agent ${agent}, of ${numAgents}`);
    const { doc, seen, recorded } = writer;
    for (const ancestor of unseenAncestors(parents, seen, txns)) {
      applyUpdate(doc, updates[ancestor] ?? new Uint8Array());
      seen.add(ancestor);
    }
    const before = new Map(writers.map((_, other) => [other + 1, getState(doc.store, other + 1)]));
    let emitted: Uint8Array = new Uint8Array();
    doc.once('update', (update: Uint8Array) => (emitted = update));
    doc.transact(() => {
      const text = doc.getText(writingRoot);
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== '') text.insert(position, inserted);
      }
    });
    seen.add(index);
    updates.push(emitted);
    recorded.push({
      update: emitted,
      atMs: isTimed ? Date.parse(time) - startMs : index * untimedPaceMs,
      seen: before,
      ownClock: getState(doc.store, agent + 1),
    });
  }
  return { finalText: endContent, agents: writers.map(({ recorded }) => recorded) };
}

function unseenAncestors(
  parents: readonly number[],
  seen: ReadonlySet<number>,
  txns: Static<typeof Trace>['txns'],
): readonly number[] {
  const found = new Set<number>();
  const queue = [...parents];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    if (seen.has(index) || found.has(index)) continue;
    found.add(index);
    queue.push(...(txns[index]?.parents ?? []));
  }
  return [...found].sort((a, b) => a - b);
}

import { applyUpdate, decodeUpdate, Doc, Item } from 'yjs';
import type * as Ywasm from 'ywasm';
import type { ForeignReplica, ReplicaState } from '#harness/contract/device.ts';
import type { RootType, UpdateOrigin } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import { alone, type BareReplica, type BareReplicaOptions } from './bare-replica.ts';
import { yrsEditOrigin, yrsEdits, type Yrs } from './yrs-edits.ts';

/**
 * A document that yrs keeps, the Rust implementation, through ywasm. Its client id is drawn as yjs draws
 * one, since the package would draw its own. Edits that yrs has no words for change nothing.
 */
export function createYrsReplica(yrs: Yrs, { id, room, context }: BareReplicaOptions): BareReplica {
  const { spec, recorder } = context;
  // What the update events told, for whoever looks up ids; and what draws the client id.
  const told = new Doc({ gc: false });
  const { clientID } = told;
  // yjs takes another id when it is told of its own by somebody else.
  told.clientID = 0;
  const doc = new yrs.YDoc({ clientID, guid: room, gc: spec.gc });
  let origin: UpdateOrigin = { from: 'derived' };
  let latest: Uint8Array | null = null;
  /** It threw, and Rust leaves a document that has thrown half done. */
  let isBroken = false;
  const undoing = new Map<string, Ywasm.YUndoManager>();

  const life = { room, replica: id, clientId: clientID, gc: spec.gc, storage: 'none' } as const;
  recorder.record({ kind: 'replica', state: 'opened', ...life });
  const observer = doc.onUpdate((update: Uint8Array) => {
    latest = update;
    recorder.record({
      ...{ kind: 'update', room, replica: id, origin },
      payload: recorder.intern(update),
    });
    applyUpdate(told, update);
  });

  function as(from: UpdateOrigin, act: () => void): Uint8Array | null {
    latest = null;
    origin = from;
    try {
      act();
    } finally {
      origin = { from: 'derived' };
    }
    return latest;
  }

  function make(action: string, args: readonly Json[]): void {
    if (takeBack(action, String(args[0]))) return;
    const edit = Object.hasOwn(yrsEdits, action) ? yrsEdits[action] : undefined;
    const run = edit?.prepare(doc, args, yrs);
    if (run === undefined) return;
    const txn = doc.beginTransaction(yrsEditOrigin);
    run(txn);
    txn.commit();
    txn.free();
  }

  /** Does what `undo` edits do; false for any other edit. */
  function takeBack(action: string, root: string): boolean {
    const manager = undoing.get(root);
    if (action === 'undo.undo') manager?.undo();
    else if (action === 'undo.redo') manager?.redo();
    else if (action === 'undo.track' && manager === undefined)
      undoing.set(
        root,
        new yrs.YUndoManager(doc, doc.getText(root), {
          captureTimeout: 0,
          trackedOrigins: [yrsEditOrigin],
        }),
      );
    return action.startsWith('undo.');
  }

  const foreign: ForeignReplica = {
    stateVector: () => yrs.encodeStateVector(doc),
    state: (encoding, beyond) =>
      encoding === 'v2'
        ? yrs.encodeStateAsUpdateV2(doc, beyond)
        : yrs.encodeStateAsUpdate(doc, beyond),
    apply(update, encoding, sender) {
      isBroken = true;
      as({ from: 'delivery', sender }, () =>
        encoding === 'v2'
          ? yrs.applyUpdateV2(doc, update, undefined)
          : yrs.applyUpdate(doc, update, undefined),
      );
      isBroken = false;
    },
    edit({ action, args, token }) {
      let update: Uint8Array | null = null;
      if (!isBroken)
        try {
          update = as({ from: 'edit' }, () => make(action, args));
        } catch (error) {
          const name = error instanceof Error ? error.name : typeof error;
          recorder.record({ kind: 'exception', room, where: 'yrs', error: name });
          isBroken = true;
        }
      const named = token ?? args.slice(1).findLast((arg) => typeof arg === 'string');
      return {
        ...(named === undefined ? {} : { token: named }),
        ...{ root: String(args[0]), rootType: yrsEdits[action]?.rootType ?? 'text' },
        ...madeBy(update),
      };
    },
  };

  return {
    ...alone,
    ...{ id, room, doc: told, foreign },
    read: (roots) => readYrs(yrs, doc, roots),
    close() {
      recorder.record({ kind: 'replica', state: 'closed', ...life });
      observer.free();
      doc.free();
      told.destroy();
    },
  };
}

/** Which structs an update of a local edit made, and which it deleted. */
function madeBy(update: Uint8Array | null) {
  if (update === null) return { inserted: [], deleted: [] };
  const { structs, ds } = decodeUpdate(update);
  return {
    inserted: structs
      .filter((struct) => struct instanceof Item)
      .map(({ id, length }) => ({ client: id.client, clock: id.clock, length })),
    deleted: [...ds.clients].flatMap(([client, ranges]) =>
      ranges.map(({ clock, len }) => ({ client, clock, length: len })),
    ),
  };
}

/** The state of a document as yrs tells it, its roots read by their types. */
function readYrs(
  yrs: Yrs,
  doc: Ywasm.YDoc,
  roots: Readonly<Record<string, RootType>>,
): ReplicaState {
  const content: Record<string, Json> = {};
  for (const [root, type] of Object.entries(roots)) content[root] = readRoot(doc, root, type);
  const txn = doc.beginTransaction(undefined);
  const waits = {
    pendingStructs: (txn.pendingStructs ?? null) !== null,
    pendingDeletes: (txn.pendingDeleteSet ?? null) !== null,
  };
  txn.free();
  return {
    ...waits,
    update: yrs.encodeStateAsUpdate(doc),
    stateVector: yrs.encodeStateVector(doc),
    content,
  };
}

function readRoot(doc: Ywasm.YDoc, root: string, type: RootType): Json {
  switch (type) {
    case 'text':
      return doc.getText(root).toDelta(undefined, undefined, undefined, undefined);
    case 'array':
      return plain(doc.getArray(root).toJson(undefined));
    case 'map':
      return plain(doc.getMap(root).toJson(undefined));
    case 'xml':
      return doc.getXmlFragment(root).toString(undefined);
  }
}

/** yrs shows a subdocument as an object with its guid; the harness has another name for it. */
function plain(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'guid') return { subdocument: plain(first[1]) };
  return Object.fromEntries(entries.map(([key, field]) => [key, plain(field)]));
}

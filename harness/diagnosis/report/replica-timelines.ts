import * as Y from 'yjs';
import type { RootType } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { ReplicaTimeline, ReplicaVersion, TextChange } from '#harness/contract/report-data.ts';
import { cutMiddle } from './cut-middle.ts';
import { textChange } from './text-change.ts';

/** Longest content of a root that is shown whole, UTF-16 units. */
const longest = 40_000;

/** Most UTF-16 units of content that all versions hold together; beyond it only last ones are read. */
const mostContent = 600_000;

interface Life {
  readonly doc: Y.Doc;
  readonly texts: Map<string, string>;
  clocks: Map<number, number>;
  timeline: Omit<ReplicaTimeline, 'versions'>;
  readonly versions: ReplicaVersion[];
  /** Updates applied so far. */
  applied: number;
  isCut: boolean;
}

export interface Timelines {
  readonly timelines: readonly ReplicaTimeline[];
  /** What the timelines do not hold, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * What every replica held at every moment, replayed from what it loaded and applied. `roots` are the
 * named roots with their types; roots that edits touched are known without being named. With more
 * updates than `mostVersions`, each replica is read only every so many updates, and after its last.
 */
export function replicaTimelines(
  history: History,
  roots: Readonly<Record<string, RootType>>,
  mostVersions: number,
): Timelines {
  const { every, last } = sampling(history, mostVersions);
  const types = new Map(Object.entries(roots));
  for (const event of history.events) {
    if (event.kind === 'edit') types.set(event.root, event.rootType);
  }
  const lives = new Map<string, Life>();
  let contentLeft = mostContent;
  let skippedFromMs: number | null = null;
  for (const event of history.events) {
    if (event.kind === 'replica') {
      const { replica, device, room, clientId, atMs } = event;
      const known = lives.get(replica);
      if (known !== undefined) known.timeline = { ...known.timeline, closedMs: atMs };
      else {
        const timeline = { replica, device, room, clientId, openedMs: atMs, closedMs: null };
        lives.set(replica, {
          doc: new Y.Doc(),
          texts: new Map(),
          clocks: new Map(),
          timeline,
          versions: [],
          applied: 0,
          isCut: false,
        });
      }
    } else if (event.kind === 'stop') {
      for (const life of lives.values()) {
        if (life.timeline.device === event.device)
          life.timeline = { ...life.timeline, closedMs: life.timeline.closedMs ?? event.atMs };
      }
    } else if (event.kind === 'update' || (event.kind === 'load' && event.payload !== undefined)) {
      const life = lives.get(event.replica);
      if (life === undefined || event.payload === undefined) continue;
      apply(life.doc, history.payload(event.payload));
      const isLast = last.get(event.replica) === event.seq;
      if (life.applied++ % every !== 0 && !isLast) continue;
      if (contentLeft <= 0 && !isLast) {
        skippedFromMs ??= event.atMs;
        continue;
      }
      const version = nextVersion(life, types);
      for (const { inserted } of version.changes) contentLeft -= inserted.length;
      life.versions.push({ seq: event.seq, atMs: event.atMs, ...version });
    } else if (event.kind === 'snapshot' && event.pendingStructs && event.cause !== 'cold-start') {
      const waitingFor = missingFrom(history.payload(event.payload));
      lives
        .get(event.replica)
        ?.versions.push({ seq: event.seq, atMs: event.atMs, changes: [], clocks: {}, waitingFor });
    }
  }
  return {
    timelines: [...lives.values()].map(({ timeline, versions }) => ({ ...timeline, versions })),
    leftOut: [
      ...(every === 1 ? [] : [`content except after every ${every} updates of a replica`]),
      ...(skippedFromMs === null
        ? []
        : [`content between ${(skippedFromMs / 1000).toFixed(3)} s and the end`]),
      ...([...lives.values()].some(({ isCut }) => isCut)
        ? [`the middle of contents of more than ${longest} characters`]
        : []),
    ],
  };
}

/** The structs that pending ones wait for: Yjs tells of them in no event, only in its state. */
function missingFrom(state: Uint8Array): Readonly<Record<string, number>> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return Object.fromEntries(doc.store.pendingStructs?.missing ?? []);
}

/** How many updates go by between two readings, and the last update of each replica. */
function sampling(
  history: History,
  mostVersions: number,
): { readonly every: number; readonly last: ReadonlyMap<string, number> } {
  const last = new Map<string, number>();
  let updates = 0;
  for (const event of history.events) {
    if (event.kind !== 'update') continue;
    updates++;
    last.set(event.replica, event.seq);
  }
  return { every: Math.max(1, Math.ceil(updates / mostVersions)), last };
}

function apply(doc: Y.Doc, update: Uint8Array): void {
  try {
    Y.applyUpdate(doc, update);
  } catch {
    // What a broken server sent is data; the replica stays as it was.
  }
}

function nextVersion(
  life: Life,
  types: ReadonlyMap<string, RootType>,
): Omit<ReplicaVersion, 'seq' | 'atMs'> {
  const changes: TextChange[] = [];
  for (const [root, type] of types) {
    const whole = rootText(life.doc, root, type);
    const text = cutMiddle(whole, longest);
    if (text !== whole) life.isCut = true;
    const change = textChange(life.texts.get(root) ?? '', text);
    if (change !== null) changes.push({ root, ...change });
    life.texts.set(root, text);
  }
  const clocks = Y.decodeStateVector(Y.encodeStateVector(life.doc));
  const changed = [...clocks].filter(([client, clock]) => life.clocks.get(client) !== clock);
  life.clocks = clocks;
  const missing = life.doc.store.pendingStructs?.missing;
  return {
    changes,
    clocks: Object.fromEntries(changed),
    ...(missing === undefined ? {} : { waitingFor: Object.fromEntries(missing) }),
  };
}

/** A text as it reads, an embed as U+FFFC; anything else as indented JSON, '' when empty. */
function rootText(doc: Y.Doc, root: string, type: RootType): string {
  switch (type) {
    case 'text':
      return deltaText(doc.getText(root).toDelta());
    case 'xml':
      return doc.getXmlFragment(root).toString();
    case 'array':
      return doc.getArray(root).length === 0
        ? ''
        : JSON.stringify(doc.getArray(root).toJSON(), null, 1);
    case 'map':
      return doc.getMap(root).size === 0 ? '' : JSON.stringify(doc.getMap(root).toJSON(), null, 1);
  }
}

function deltaText(delta: readonly { insert?: unknown }[]): string {
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('');
}

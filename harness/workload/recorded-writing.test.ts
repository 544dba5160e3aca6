import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { Replica } from '#harness/contract/device.ts';
import type { EventBody } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { createRandom } from '#harness/world/random.ts';
import { playWriter } from './play-writer.ts';
import { recordedWriting, writingRoot } from './recorded-writing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each(['clownschool', 'friendsforever'])('%s', (trace) => {
  it('ends in the published text at every writer, however messages are delayed', () => {
    const { agents, finalText } = recordedWriting(trace);
    const docs = agents.map(() => new Y.Doc());
    const random = createRandom(1).fork('delays');
    for (const from of docs) for (const to of docs) if (from !== to) connect(from, to, random);
    const events: EventBody[] = [];
    for (const [agent, doc] of docs.entries()) sitDown(doc, trace, agent, events);
    vi.advanceTimersByTime(20_000_000);
    expect(new Set(docs.map(textOf))).toEqual(new Set([finalText]));
    const played = agents.reduce((sum, updates) => sum + updates.length, 0);
    expect(events.filter(({ kind }) => kind === 'edit').length).toBe(played);
    expect(events.filter(({ kind }) => kind === 'mark').length).toBe(agents.length);
  });
});

describe('a recorded writer', () => {
  it('types at the recorded times', () => {
    const doc = new Y.Doc();
    sitDown(doc, 'clownschool', 0, []);
    expect(textOf(doc)).toBe('h');
    vi.advanceTimersByTime(1_000);
    expect(textOf(doc).startsWith('hel')).toBe(true);
  });

  it('stops where its author had seen text of others, until that text is there', () => {
    const doc = new Y.Doc();
    sitDown(doc, 'clownschool', 0, []);
    vi.advanceTimersByTime(20_000_000);
    const alone = textOf(doc).length;
    expect(alone).toBeLessThan(recordedWriting('clownschool').finalText.length);
    for (const others of recordedWriting('clownschool').agents.slice(1))
      for (const { update } of others.slice(0, 50)) Y.applyUpdate(doc, update);
    vi.advanceTimersByTime(1_000);
    expect(textOf(doc).length).toBeGreaterThan(alone);
  });

  it('goes back to what a replica that lost its memory lacks, and plays nothing twice', () => {
    const doc = new Y.Doc();
    sitDown(doc, 'clownschool', 0, []);
    vi.advanceTimersByTime(10_000);
    const durable = Y.encodeStateAsUpdate(doc);
    const written = textOf(doc);
    vi.advanceTimersByTime(10_000);
    const later = textOf(doc);
    const reopened = new Y.Doc();
    Y.applyUpdate(reopened, durable);
    expect(textOf(reopened)).toBe(written);
    sitDown(reopened, 'clownschool', 0, [], 20_000);
    expect(textOf(reopened)).toBe(later);
  });

  it('is refused by name when there is no such session', () => {
    expect(() => recordedWriting('../secrets')).toThrow(UsageError);
  });
});

function textOf(doc: Y.Doc): string {
  return doc.getText(writingRoot).toJSON();
}

function sitDown(
  doc: Y.Doc,
  trace: string,
  agent: number,
  events: EventBody[],
  elapsedMs = 0,
): void {
  const recorder: Recorder = {
    record: (event) => void events.push(event),
    intern: () => 0,
  };
  playWriter(replicaOf(doc), { trace, agent, elapsedMs }, recorder);
}

function replicaOf(doc: Y.Doc): Replica {
  const unused = (): never => {
    throw new Error('a writer needs the document only');
  };
  return {
    ...{ id: 'r', room: 'blog', doc, ready: () => true, links: () => [], stored: () => true },
    ...{ setPresence: unused, askAcknowledgement: unused, presence: unused },
    ...{ read: unused, coldStart: unused },
  };
}

/** One connection: in order, each message later by a time of its own. */
function connect(from: Y.Doc, to: Y.Doc, random: ReturnType<typeof createRandom>): void {
  let latestMs = 0;
  from.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'network') return;
    latestMs = Math.max(latestMs, Date.now() + random.integer(50, 2_000));
    setTimeout(() => Y.applyUpdate(to, update, 'network'), latestMs - Date.now());
  });
}

import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { EditOutcome } from '#harness/contract/carrier.ts';
import { editOrigin } from '#harness/contract/device.ts';
import type { Json } from '#harness/contract/json.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { createRandom } from '#harness/world/random.ts';
import { actions } from './actions.ts';
import { cursorState } from './cursor-state.ts';
import { findEdit } from './edits.ts';
import { journalEdit } from './journal-edit.ts';
import { mixes } from './mixes.ts';

function edit(doc: Y.Doc, action: string, ...args: Json[]): Omit<EditOutcome, 'replica'> {
  return journalEdit(doc, { action, args });
}

describe('text', () => {
  it('inserts, appends, pastes and deletes, whatever the position', () => {
    const doc = new Y.Doc();
    edit(doc, 'text.insert', 'text', 99, 'Hello');
    edit(doc, 'text.append', 'text', '!');
    edit(doc, 'text.delete', 'text', 1, 3);
    edit(doc, 'text.delete', 'text', 99, 99);
    edit(doc, 'text.paste', 'text', 0, 'ab', 2);
    expect(doc.getText('text').toJSON()).toBe('ababHo!');
  });

  it('formats and embeds', () => {
    const doc = new Y.Doc();
    edit(doc, 'text.insertFormatted', 'text', 0, 'He', { bold: true });
    edit(doc, 'text.insertFormatted', 'text', 9, 'llo', { bold: null });
    edit(doc, 'text.embed', 'text', 99, { image: 'cat.png' });
    edit(doc, 'text.format', 'text', 0, 1, { bold: null });
    expect(doc.getText('text').toDelta()).toEqual([
      { insert: 'H' },
      { insert: 'e', attributes: { bold: true } },
      { insert: 'llo' },
      { insert: { image: 'cat.png' } },
    ]);
  });
});

describe('the other families', () => {
  it('edits maps, arrays and nested types', () => {
    const doc = new Y.Doc();
    edit(doc, 'map.set', 'map', 'a', 1);
    edit(doc, 'map.delete', 'map', 'a');
    edit(doc, 'array.push', 'array', [1, 2]);
    edit(doc, 'array.insert', 'array', 1, ['x']);
    edit(doc, 'array.delete', 'array', 0, 1);
    edit(doc, 'nested.create', 'tree', [], 'list', 'array');
    edit(doc, 'nested.create', 'tree', ['list'], '', 'text');
    edit(doc, 'nested.write', 'tree', ['list', 7], 0, 'deep');
    edit(doc, 'nested.push', 'tree', ['list'], 'last');
    edit(doc, 'nested.set', 'tree', ['gone', 'away'], 'k', 1);
    expect(doc.toJSON()).toEqual({ map: {}, array: ['x', 2], tree: { list: ['deep', 'last'] } });
  });

  it('edits XML', () => {
    const doc = new Y.Doc();
    edit(doc, 'xml.insert', 'page', 0, 'p', 'Hello');
    edit(doc, 'xml.setAttribute', 'page', 3, 'class', 'lead');
    expect(doc.getXmlFragment('page').toJSON()).toBe('<p class="lead">Hello</p>');
    edit(doc, 'xml.delete', 'page', 0, 9);
    expect(doc.getXmlFragment('page').toJSON()).toBe('');
  });

  it('holds subdocuments by guid', () => {
    const doc = new Y.Doc();
    edit(doc, 'subdoc.put', 'files', 'a', 'guid-a');
    edit(doc, 'subdoc.load', 'files', 'a');
    const loaded = [...doc.getSubdocs()].map(({ guid, shouldLoad }) => [guid, shouldLoad]);
    expect(loaded).toEqual([['guid-a', true]]);
  });
});

describe('undo', () => {
  it("takes back the device's own edits and nothing of others, and redoes them", () => {
    const doc = new Y.Doc();
    edit(doc, 'undo.track', 'text');
    edit(doc, 'text.append', 'text', 'one ');
    edit(doc, 'text.append', 'text', 'two ');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    other.getText('text').insert(0, 'other ');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'network');
    const text = (): string => doc.getText('text').toJSON();
    edit(doc, 'undo.undo', 'text');
    expect(text()).toBe('other one ');
    edit(doc, 'undo.undo', 'text');
    expect(text()).toBe('other ');
    edit(doc, 'undo.redo', 'text');
    expect(text()).toBe('other one ');
  });

  it('tracks other types, and says of which root it was', () => {
    const doc = new Y.Doc();
    edit(doc, 'undo.track', 'map', 'map');
    edit(doc, 'map.set', 'map', 'a', 1);
    expect(edit(doc, 'undo.undo', 'map')).toMatchObject({ root: 'map', rootType: 'map' });
    expect(doc.getMap('map').size).toBe(0);
    expect(edit(doc, 'undo.undo', 'map')).toMatchObject({
      ...{ root: 'map', rootType: 'map', inserted: [], deleted: [] },
    });
  });

  it('changes nothing where nothing is tracked', () => {
    const doc = new Y.Doc();
    edit(doc, 'text.append', 'text', 'one');
    expect(edit(doc, 'undo.undo', 'text')).toMatchObject({ rootType: 'text', deleted: [] });
    expect(doc.getText('text').toJSON()).toBe('one');
  });
});

describe('what an edit did', () => {
  it('is read off its transaction: structs, deletions, root and token', () => {
    const doc = new Y.Doc();
    doc.clientID = 7;
    expect(edit(doc, 'text.append', 'text', 'abc')).toEqual({
      ...{ token: 'abc', root: 'text', rootType: 'text', deleted: [] },
      inserted: [{ client: 7, clock: 0, length: 3 }],
    });
    expect(edit(doc, 'text.delete', 'text', 0, 2).deleted).toEqual([
      { client: 7, clock: 0, length: 2 },
    ]);
  });

  it("finds the root that a user's own edit touched", () => {
    const doc = new Y.Doc();
    const own = actions({
      addEdge: (doc, from: string, to: string) => void doc.getArray('edges').push([[from, to]]),
    });
    const outcome = journalEdit(doc, { action: 'addEdge', args: ['a', 'b'] }, own);
    expect(outcome).toMatchObject({ root: 'edges', rootType: 'array' });
    expect(doc.getArray('edges').toJSON()).toEqual([['a', 'b']]);
  });
});

describe.each(Object.entries(mixes))('the mix %s', (_name, mix) => {
  it('draws only valid edits, and every change of them is in an update', () => {
    const random = createRandom(1).fork('mix');
    const doc = new Y.Doc();
    const copy = new Y.Doc();
    doc.on('update', (update: Uint8Array) => Y.applyUpdate(copy, update));
    for (let index = 0; index < 200; index++) journalEdit(doc, mix(random, index));
    const state = Y.encodeStateAsUpdate(doc);
    expect(Y.encodeStateAsUpdate(copy)).toEqual(state);
    expect(state.length).toBeGreaterThan(2);
  });
});

describe('edits that cannot be made', () => {
  it.each([
    ['an unknown name', 'text.apend', [], /no edit is called "text.apend"; known are text.insert/],
    ['an inherited name', 'toString', [], /no edit is called/],
    ['a wrong argument', 'text.insert', ['text', -1, 'x'], /argument \/1/],
    ['a missing argument', 'text.insert', ['text', 0], /argument/],
  ] as const)('refuses %s', (_what, name, args, message) => {
    expect(() => findEdit(name, args)).toThrow(UsageError);
    expect(() => findEdit(name, args)).toThrow(message);
  });

  it('refuses an edit of a name that is built in', () => {
    expect(() => actions({ 'map.set': () => undefined })).toThrow(UsageError);
  });
});

it('marks edits by one origin, so that replicas know them', () => {
  const doc = new Y.Doc();
  const origins: unknown[] = [];
  doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
  edit(doc, 'map.set', 'map', 'a', 1);
  expect(origins).toEqual([editOrigin]);
});

it('draws a cursor as a user shows it to others', () => {
  const low = { integer: (min: number) => min };
  expect(cursorState('Ada', low)).toEqual({ name: 'Ada', cursor: { anchor: 0, head: 0 } });
});

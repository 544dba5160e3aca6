import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { listOrder } from './list-order.ts';
import { hello, share } from './testing/hello.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

describe('LIST-1 items never change their order', () => {
  test('passes while orders agree', () => {
    const run = hello('cloud', 'tablet').snapshot('phone');
    share(
      run,
      run.edit('tablet', (text) => text.insert(2, 'X')),
      'phone',
      'cloud',
    );
    expect(listOrder.check(run.end().builder.build()).verdict).toBe('pass');
  });

  test('fails when two replicas show one pair of items the other way round', () => {
    const run = new ObservedDocs();
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    a.clientID = 7;
    b.clientID = 8;
    a.getText('text').insert(0, 'a');
    b.getText('text').insert(0, 'b');
    run.edit('phone', (text) => text.insert(0, 'z'));
    // The same two ids, in documents that a broken implementation put in opposite orders.
    const forwards = new Y.Doc();
    const backwards = new Y.Doc();
    forwards.clientID = backwards.clientID = 9;
    forwards.getText('text').insert(0, 'x');
    forwards.getText('text').insert(1, 'y');
    backwards.getText('text').insert(0, 'x');
    backwards.getText('text').insert(0, 'y');
    run
      .quiescence()
      .snapshot('phone', 'quiescent', forwards)
      .snapshot('tablet', 'quiescent', backwards);
    expect(listOrder.check(run.builder.build()).detail).toBe(
      'at tablet 9:1 stands before 9:0 in "text", and elsewhere behind it',
    );
  });

  test('fails on items that were never seen at the same time', () => {
    const run = new ObservedDocs();
    run.edit('phone', (text) => text.insert(0, 'ac'));
    run.edit('phone', (text) => text.insert(1, 'b'));
    run.edit('phone', (text) => text.delete(0, 1));
    // The first item again, behind the third, in a document that a broken implementation made.
    const flipped = new Y.Doc();
    flipped.clientID = run.docs.phone.clientID;
    flipped.getText('text').insert(0, 'a');
    flipped.getText('text').insert(0, 'c');
    flipped.getText('text').insert(0, 'b');
    run.quiescence().snapshot('phone').snapshot('tablet', 'quiescent', flipped);
    expect(listOrder.check(run.builder.build()).detail).toContain('at tablet');
  });

  test('compares lists within maps too', () => {
    const run = new ObservedDocs();
    const { phone } = run.docs;
    run.builder.edit('phone', phone, (doc) => doc.getMap('tree').set('list', new Y.Array()));
    const backwards = new Y.Doc();
    Y.applyUpdate(backwards, Y.encodeStateAsUpdate(phone));
    backwards.clientID = phone.clientID;
    const pushTo = (doc: Y.Doc, at: number): void => {
      const list = doc.getMap('tree').get('list');
      if (list instanceof Y.Array) list.insert(at, ['x']);
    };
    for (const at of [0, 1]) run.builder.edit('phone', phone, (doc) => pushTo(doc, at));
    for (const at of [0, 0]) pushTo(backwards, at);
    run.quiescence().snapshot('phone').snapshot('tablet', 'quiescent', backwards);
    expect(listOrder.check(run.builder.build()).detail).toBe(
      'at tablet 2:2 stands before 2:1 in 2:0, and elsewhere behind it',
    );
  });

  test('is unknown where no list was seen', () => {
    expect(listOrder.check(new ObservedDocs().end().builder.build()).verdict).toBe('unknown');
  });
});

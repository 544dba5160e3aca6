import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { room } from './testing/event-builder.ts';
import { derivedUpdates } from './derived-updates.ts';
import { durableKept } from './durable-kept.ts';
import { exactlyOnce } from './exactly-once.ts';
import { identityReuse } from './identity-reuse.ts';
import { listOrder } from './list-order.ts';
import { lostDeletions } from './lost-deletions.ts';
import { lostEdits } from './lost-edits.ts';
import { maximalWriter } from './maximal-writer.ts';
import { nothingInvented } from './nothing-invented.ts';
import { roomsApart } from './rooms-apart.ts';
import { ObservedDocs, type DeviceName } from './testing/observed-docs.ts';

function share(run: ObservedDocs, update: Uint8Array, ...devices: DeviceName[]): void {
  for (const device of devices) run.arrive(device, update);
}

/** The phone writes "hello", the others have it; the phone is killed or not. */
function hello(...reached: DeviceName[]): ObservedDocs {
  const run = new ObservedDocs();
  share(
    run,
    run.edit('phone', (text) => text.insert(0, 'hello'), 'hello'),
    ...reached,
  );
  return run;
}

describe('LOSS-1 every edit is there', () => {
  test('passes when it is', () => {
    expect(lostEdits.check(hello('cloud', 'tablet').end().builder.build())).toMatchObject({
      verdict: 'pass',
      detail: '1 edits',
    });
  });

  test('fails when a replica never got it, and says where copies survive', () => {
    const result = lostEdits.check(hello('cloud').end().builder.build());
    expect(result.detail).toBe(
      'tablet never got "hello", which phone wrote at 0.000 s (2:0; copies survive at phone (memory), cloud (memory))',
    );
  });

  test('excuses an edit whose only copy died with a killed process', () => {
    const run = hello();
    run.builder.add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
    run.quiescence().snapshot('cloud').snapshot('tablet');
    expect(lostEdits.check(run.builder.build()).verdict).toBe('pass');
  });

  test('does not excuse it when a written record survived the kill', () => {
    const run = new ObservedDocs();
    const update = run.edit('phone', (text) => text.insert(0, 'hello'), 'hello');
    const payload = run.builder.payload(update);
    run.builder.add('phone', {
      kind: 'storage',
      room,
      medium: 'indexeddb',
      state: 'written',
      payload,
    });
    run.builder.add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
    run.quiescence().snapshot('cloud');
    expect(lostEdits.check(run.builder.build()).detail).toContain(
      'copies survive at phone (written)',
    );
  });

  test('excuses a written record that a power cut took, not a durable one', () => {
    const cut = (state: 'written' | 'durable') => {
      const run = new ObservedDocs();
      const payload = run.builder.payload(run.edit('phone', (text) => text.insert(0, 'hello')));
      run.builder.add('phone', {
        kind: 'storage',
        room,
        medium: 'indexeddb',
        state: 'written',
        payload,
      });
      if (state === 'durable')
        run.builder.add('phone', { kind: 'storage', room, medium: 'indexeddb', state, payload });
      run.builder.add('phone', { kind: 'stop', cause: 'power-loss', incarnation: 1 });
      return lostEdits.check(run.quiescence().snapshot('cloud').builder.build()).verdict;
    };
    expect([cut('written'), cut('durable')]).toEqual(['pass', 'fail']);
  });

  test('does not excuse a node that died of its own exception', () => {
    const run = hello();
    run.builder.add('phone', { kind: 'stop', cause: 'exception', incarnation: 1 });
    run.quiescence().snapshot('cloud');
    expect(lostEdits.check(run.builder.build()).detail).toContain(
      'phone died of its own exception',
    );
  });

  test('fails when a text is deleted that nobody deleted', () => {
    const run = hello('cloud', 'tablet');
    run.docs.tablet.getText('text').delete(0, 5);
    expect(lostEdits.check(run.end().builder.build()).detail).toBe(
      'tablet deleted "hello", which phone wrote at 0.000 s (2:0), though no edit deleted it',
    );
  });

  test('fails when a value of a map, or an element of an array, is deleted that nobody deleted', () => {
    const lost = (write: (doc: Y.Doc) => void, lose: (doc: Y.Doc) => void) => {
      const run = new ObservedDocs();
      run.arrive('cloud', run.builder.edit('phone', run.docs.phone, write));
      lose(run.docs.cloud);
      return lostEdits.check(run.quiescence().snapshot('cloud').builder.build()).detail;
    };
    const value = lost(
      (doc) => doc.getMap('map').set('key', 1),
      (doc) => doc.getMap('map').delete('key'),
    );
    const element = lost(
      (doc) => doc.getArray('list').push([1, 2]),
      (doc) => doc.getArray('list').delete(1, 1),
    );
    expect([value, element]).toEqual([
      'cloud deleted "edit", which phone wrote at 0.000 s (2:0), though no edit deleted it',
      'cloud deleted "edit", which phone wrote at 0.000 s (2:1), though no edit deleted it',
    ]);
  });

  test('passes when a document itself deletes: the loser of two map writes, and what lies in a deleted parent', () => {
    const run = new ObservedDocs();
    const { phone, tablet } = run.docs;
    const nested = run.builder.edit('phone', phone, (doc) =>
      doc.getMap('tree').set('list', new Y.Array()),
    );
    run.arrive('tablet', nested);
    const updates = [
      nested,
      run.builder.edit('phone', phone, (doc) => doc.getMap('tree').delete('list')),
      run.builder.edit('tablet', tablet, (doc) => {
        const list = doc.getMap('tree').get('list');
        if (list instanceof Y.Array) list.push(['vanishes with its parent']);
      }),
      run.builder.edit('phone', phone, (doc) => doc.getMap('map').set('key', 1)),
      run.builder.edit('tablet', tablet, (doc) => doc.getMap('map').set('key', 2)),
    ];
    for (const device of ['cloud', 'phone', 'tablet'] as const)
      for (const update of updates) run.arrive(device, update);
    expect(lostEdits.check(run.end().builder.build())).toMatchObject({ verdict: 'pass' });
  });

  test('is unknown without edits', () => {
    expect(lostEdits.check(new ObservedDocs().end().builder.build()).verdict).toBe('unknown');
  });
});

describe('LOSS-2 what was deleted stays deleted', () => {
  test('passes when it does, and fails when a replica still shows it', () => {
    const deleted = (...reached: DeviceName[]) => {
      const run = hello('cloud', 'tablet');
      share(
        run,
        run.edit('phone', (text) => text.delete(0, 2)),
        ...reached,
      );
      return lostDeletions.check(run.end().builder.build());
    };
    expect(deleted('cloud', 'tablet').verdict).toBe('pass');
    expect(deleted('cloud').detail).toContain('tablet still shows 2:0, which phone deleted');
  });

  test('fails when only the end of what was deleted is shown again', () => {
    const run = hello('cloud', 'tablet');
    run.edit('phone', (text) => text.delete(1, 3));
    run.docs.tablet.getText('text').delete(1, 2);
    expect(lostDeletions.check(run.end().builder.build()).findings[1]?.detail).toContain(
      'tablet still shows 2:3, which phone deleted at 0.000 s',
    );
  });

  test('is unknown when nothing was deleted', () => {
    expect(lostDeletions.check(hello('cloud').end().builder.build()).verdict).toBe('unknown');
  });
});

describe('LOSS-3 every token is there once, or deleted', () => {
  test('passes when it is, and when it is deleted', () => {
    const run = hello('cloud', 'tablet');
    expect(exactlyOnce.check(run.end().builder.build()).verdict).toBe('pass');
    run.edit('phone', (text) => text.delete(0, 3));
    expect(exactlyOnce.check(run.end().builder.build()).verdict).toBe('pass');
  });

  test('fails when a program types the stored text in again', () => {
    const run = hello('cloud', 'tablet');
    run.docs.cloud.getText('text').insert(5, 'template: hello');
    expect(exactlyOnce.check(run.end().builder.build()).detail).toBe(
      'cloud shows "hello" in a text that no edit wrote; phone had inserted it once',
    );
  });

  test('passes when a user writes the same text by an edit of another kind', () => {
    const run = hello('cloud', 'tablet');
    run.edit('cloud', (text) => text.insert(5, 'hellohello'), 'pasted twice');
    expect(exactlyOnce.check(run.end().builder.build()).verdict).toBe('pass');
  });

  test('fails when something else stands in its place', () => {
    const run = hello('cloud');
    const altered = new Y.Doc();
    altered.clientID = run.docs.phone.clientID;
    altered.getText('text').insert(0, 'hullo');
    run.quiescence().snapshot('tablet', 'quiescent', altered);
    expect(exactlyOnce.check(run.builder.build()).detail).toBe(
      'tablet shows something else where phone wrote "hello"',
    );
  });

  test('passes when an insertion parts a surrogate pair', () => {
    const run = new ObservedDocs();
    share(
      run,
      run.edit('phone', (text) => text.insert(0, 'ab😀'), 'ab😀'),
      'cloud',
      'tablet',
    );
    share(
      run,
      run.edit('tablet', (text) => text.insert(3, '|')),
      'phone',
      'cloud',
    );
    const history = run.end().builder.build();
    expect(exactlyOnce.check(history).verdict).toBe('pass');
    expect(identityReuse.check(history).verdict).toBe('pass');
  });

  test('is unknown without tokens', () => {
    expect(exactlyOnce.check(new ObservedDocs().end().builder.build()).verdict).toBe('unknown');
  });
});

describe('LOSS-4 nothing is there that nobody wrote', () => {
  test('passes on edits alone, and fails on a struct of a server', () => {
    expect(nothingInvented.check(hello('cloud', 'tablet').end().builder.build()).verdict).toBe(
      'pass',
    );
    const run = hello('cloud', 'tablet');
    run.docs.cloud.getText('text').insert(0, 'template');
    expect(nothingInvented.check(run.end().builder.build()).detail).toBe(
      'cloud holds 1:0, which no edit made',
    );
  });
});

describe('STATE-2 what was durable is there after a restart', () => {
  const restarted = (loaded: 'all' | 'nothing', faults: 'none' | 'disk-loss' = 'none') => {
    const run = new ObservedDocs();
    const payload = run.builder.payload(run.edit('phone', (text) => text.insert(0, 'hello')));
    run.builder.add('phone', {
      kind: 'storage',
      room,
      medium: 'indexeddb',
      state: 'durable',
      payload,
    });
    run.builder.add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
    if (faults === 'disk-loss')
      run.builder.add('', {
        kind: 'fault',
        action: { do: 'disk-loss', device: 'phone' },
        links: [],
      });
    const empty = run.builder.payload(Y.encodeStateAsUpdate(new Y.Doc()));
    run.builder.add('phone', { kind: 'load', room, replica: 'phone', state: 'started' });
    run.builder.add('phone', {
      kind: 'load',
      room,
      replica: 'phone',
      state: 'ready',
      payload: loaded === 'all' ? payload : empty,
    });
    return durableKept.check(run.builder.build()).verdict;
  };

  test('passes when it is, fails when it is not, and does not ask a lost disk', () => {
    expect([restarted('all'), restarted('nothing'), restarted('nothing', 'disk-loss')]).toEqual([
      'pass',
      'fail',
      'unknown',
    ]);
  });
});

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

describe('MAP-1 a map shows a latest write', () => {
  const setKey = (run: ObservedDocs, device: DeviceName, value: number): Uint8Array => {
    const doc = run.docs[device];
    const clock = Y.getState(doc.store, doc.clientID);
    const update = run.builder.edit(device, doc, () => doc.getMap('map').set('key', value));
    const edit = run.builder.events.at(-1);
    if (edit?.kind !== 'edit') throw new Error('no edit was journalled');
    run.builder.events[edit.seq] = {
      ...edit,
      action: 'map.set',
      args: ['map', 'key', value],
      root: 'map',
      rootType: 'map',
      inserted: [{ client: doc.clientID, clock, length: 1 }],
    };
    return update;
  };

  test('passes whichever of two concurrent writes won', () => {
    const run = new ObservedDocs();
    const [one, other] = [setKey(run, 'phone', 1), setKey(run, 'tablet', 2)];
    share(run, one, 'tablet', 'cloud');
    share(run, other, 'phone', 'cloud');
    expect(maximalWriter.check(run.end().builder.build()).verdict).toBe('pass');
  });

  test('fails when a replica shows what was overwritten later', () => {
    const run = new ObservedDocs();
    share(run, setKey(run, 'phone', 1), 'tablet', 'cloud');
    setKey(run, 'tablet', 2);
    // The tablet's struct has arrived, as something that a broken implementation did not put into the map.
    const misplaced = new Y.Doc();
    misplaced.clientID = run.docs.tablet.clientID;
    misplaced.getText('text').insert(0, 'x');
    Y.applyUpdate(run.docs.cloud, Y.encodeStateAsUpdate(misplaced));
    expect(maximalWriter.check(run.end().builder.build()).detail).toContain(
      'cloud shows 2:0 for "key" of "map", which tablet overwrote at 0.000 s',
    );
  });
});

describe('IDENT-1 no client id writes the same clock twice', () => {
  test('passes with ids of their own, and names the second writer of a shared one', () => {
    const run = hello('tablet');
    run.edit('tablet', (text) => text.insert(0, 'x'));
    expect(identityReuse.check(run.builder.build()).verdict).toBe('pass');
    const cloned = new ObservedDocs();
    cloned.docs.tablet.clientID = cloned.docs.phone.clientID;
    cloned.edit('phone', (text) => text.insert(0, 'aaa'));
    cloned.edit('tablet', (text) => text.insert(0, 'bbb'));
    expect(identityReuse.check(cloned.builder.build()).detail).toContain(
      'tablet wrote 2:0, which phone had written otherwise',
    );
  });
});

describe('DERIV-1 derived updates only clear formats', () => {
  test('passes when Yjs clears a redundant format after a remote transaction', () => {
    const run = new ObservedDocs();
    const { phone, tablet } = run.docs;
    share(
      run,
      run.edit('phone', (text) => text.insert(0, 'hello world')),
      'tablet',
    );
    const bold = run.edit('phone', (text) => text.format(0, 5, { bold: true }));
    const alsoBold = run.edit('tablet', (text) => text.format(0, 8, { bold: true }));
    const derived: Uint8Array[] = [];
    tablet.on('update', (update: Uint8Array, _origin, _doc, transaction) => {
      if (transaction.local) derived.push(update);
    });
    run.arrive('tablet', bold).arrive('phone', alsoBold);
    for (const update of derived) run.builder.update('tablet', update, { from: 'derived' });
    expect(phone.getText('text').toString()).toBe('hello world');
    expect(derived.length).toBeGreaterThan(0);
    expect(derivedUpdates.check(run.builder.build()).verdict).toBe('pass');
  });

  test('fails when a derived update makes or deletes content', () => {
    const run = hello('cloud');
    const seeded = new Y.Doc();
    seeded.getText('text').insert(0, 'seed');
    run.builder.update('cloud', Y.encodeStateAsUpdate(seeded), { from: 'derived' });
    expect(derivedUpdates.check(run.builder.build()).verdict).toBe('fail');
    const deleting = hello('cloud');
    const update = deleting.edit('phone', (text) => text.delete(0, 1));
    deleting.builder.update('cloud', update, { from: 'derived' });
    expect(derivedUpdates.check(deleting.builder.build()).detail).toBe(
      'cloud deleted 2:0 by itself, which is no format mark',
    );
  });
});

describe('ROOM-1 rooms do not leak into each other', () => {
  const twoRooms = (leak: boolean) => {
    const run = hello('cloud', 'tablet');
    const other = new Y.Doc();
    other.clientID = 50;
    other.getText('text').insert(0, 'private');
    run.builder.add('phone', {
      ...{
        kind: 'edit',
        room: 'other',
        replica: 'phone',
        action: 'text.insert',
        args: [],
        root: 'text',
        rootType: 'text',
      },
      ...{ inserted: [{ client: 50, clock: 0, length: 7 }], deleted: [] },
    });
    if (leak) Y.applyUpdate(run.docs.tablet, Y.encodeStateAsUpdate(other));
    const history = run.end().builder.build();
    return roomsApart.check({ ...history, rooms: [...history.rooms, 'other'] });
  };

  test('passes when they do not, and names what leaked', () => {
    expect(twoRooms(false).verdict).toBe('pass');
    expect(twoRooms(true).detail).toBe('tablet holds 50:0 of room "other" in room "blog"');
  });
});

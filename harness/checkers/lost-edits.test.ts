import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { lostEdits } from './lost-edits.ts';
import { room } from './testing/event-builder.ts';
import { hello } from './testing/hello.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

describe('LOSS-1 every edit is there', () => {
  test('passes when it is', () => {
    expect(lostEdits.check(hello('cloud', 'tablet').end().builder.build())).toMatchObject({
      verdict: 'pass',
      detail: '1 edit',
    });
  });

  test('fails when a replica never got it, and says where copies survive', () => {
    const result = lostEdits.check(hello('cloud').end().builder.build());
    expect(result.detail).toBe(
      'tablet never got "hello", which phone wrote at 0.000 s (2:0; copies survive at phone (memory), cloud (memory))',
    );
  });

  test('names every edit that a replica never got, whatever else it lacks', () => {
    const run = hello('cloud');
    run.edit('phone', (text) => text.insert(5, ' world'), ' world');
    const { findings } = lostEdits.check(run.end().builder.build());
    expect(findings.flatMap(({ device, detail }) => (device === 'tablet' ? [detail] : []))).toEqual(
      [
        'tablet never got "hello", which phone wrote at 0.000 s (2:0; copies survive at phone (memory), cloud (memory))',
        'tablet never got " world", which phone wrote at 0.000 s (2:5; copies survive at phone (memory))',
      ],
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

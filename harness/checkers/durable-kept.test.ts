import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { durableKept } from './durable-kept.ts';
import { room } from './testing/event-builder.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

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

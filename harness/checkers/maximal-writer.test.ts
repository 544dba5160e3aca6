import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { maximalWriter } from './maximal-writer.ts';
import { share } from './testing/hello.ts';
import { ObservedDocs, type DeviceName } from './testing/observed-docs.ts';

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

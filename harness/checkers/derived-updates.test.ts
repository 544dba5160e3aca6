import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { derivedUpdates } from './derived-updates.ts';
import { hello, share } from './testing/hello.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

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

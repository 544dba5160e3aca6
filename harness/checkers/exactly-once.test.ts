import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { exactlyOnce } from './exactly-once.ts';
import { identityReuse } from './identity-reuse.ts';
import { hello, share } from './testing/hello.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

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

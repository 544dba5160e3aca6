import { describe, expect, test } from 'vitest';
import { identityReuse } from './identity-reuse.ts';
import { hello } from './testing/hello.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

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

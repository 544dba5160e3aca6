import { describe, expect, it } from 'vitest';
import { forgedPresence } from './forged-presence.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

describe('AWARE-6 nobody speaks for a user', () => {
  it('fails when a state is shown at a clock that its user never reached', () => {
    const { builder } = startedTwoClients();
    builder.sets('phone', ids.phone, 1, { name: 'Ada' });
    builder.shows('tablet', ids.phone, 2, { name: 'Ada' });
    const { verdict, findings } = forgedPresence.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ device: 'tablet' });
  });

  it('passes when the user reached it, and for nulls at any clock', () => {
    const { builder } = startedTwoClients();
    builder.sets('phone', ids.phone, 2, { name: 'Ada' });
    builder.shows('tablet', ids.phone, 2, { name: 'Ada' });
    builder.shows('tablet', ids.phone, 3, null);
    expect(forgedPresence.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown when nobody was shown', () => {
    expect(forgedPresence.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});

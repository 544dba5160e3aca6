import { describe, expect, it } from 'vitest';
import { presenceFast } from './presence-fast.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const user = { name: 'Ada' };

describe('AWARE-2 presence fast', () => {
  it('fails when a hub takes longer than 1 s and two path latencies', () => {
    const { builder } = startedTwoClients('facade');
    builder.at(200).sets('phone', ids.phone, 1, user);
    builder.at(2_000).shows('tablet', ids.phone, 1, user);
    const { verdict, detail } = presenceFast.check(builder.build());
    expect(verdict).toBe('fail');
    expect(detail).toContain('by 1280 ms');
  });

  it('passes when the user is shown at once', () => {
    const { builder } = startedTwoClients('facade');
    builder.at(200).sets('phone', ids.phone, 1, user);
    builder.at(240).shows('tablet', ids.phone, 1, user);
    builder.at(5_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceFast.check(builder.build()).verdict).toBe('pass');
  });

  it('asks nothing of implementations that promised nothing', () => {
    const { builder } = startedTwoClients();
    builder.at(200).sets('phone', ids.phone, 1, user);
    builder.at(9_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceFast.check(builder.build()).verdict).toBe('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import { noPhantom } from './no-phantom.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

describe('AWARE-5 no phantom', () => {
  it('fails when a server appears as a user', () => {
    const { builder } = startedTwoClients();
    builder.shows('tablet', ids.cloud, 1, {});
    const { verdict, detail } = noPhantom.check(builder.build());
    expect(verdict).toBe('fail');
    expect(detail).toContain('node cloud');
  });

  it('fails when a state belongs to nobody, first at the replica that showed it first', () => {
    const { builder } = startedTwoClients();
    builder.shows('cloud', 99, 1, {});
    builder.shows('tablet', 99, 1, {});
    const { findings } = noPhantom.check(builder.build());
    expect(findings.map(({ device }) => device)).toEqual(['cloud', 'tablet']);
  });

  it('fails when it is only in the full list of states', () => {
    const { builder } = startedTwoClients();
    const states = [{ client: ids.cloud, clock: 0, state: {} }];
    builder.add('tablet', { kind: 'presence', room: 'blog', replica: 'tablet', states });
    expect(noPhantom.check(builder.build()).verdict).toBe('fail');
  });

  it('passes for clients, departed ones included', () => {
    const { builder } = startedTwoClients();
    builder.shows('tablet', ids.phone, 1, { name: 'Ada' });
    builder.closeReplica('phone');
    expect(noPhantom.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown when nobody was shown', () => {
    expect(noPhantom.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});

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

  it('does not judge what waits in the queue of a link that was slowed down', () => {
    const { builder, tablet } = startedTwoClients('facade');
    const action = { do: 'shape', link: 'tablet->cloud', profile: { bytesPerSecond: 10 } } as const;
    builder.at(150).add('', { kind: 'fault', action, links: ['tablet->cloud'] });
    builder.at(200).sets('phone', ids.phone, 1, user);
    const message = builder.send(tablet, 'cloud', 'awareness', new Uint8Array([1, 0]));
    builder.at(2_000).receive(message);
    builder.shows('tablet', ids.phone, 1, user);
    builder.at(5_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceFast.check(builder.build()).verdict).not.toBe('fail');
  });

  it('asks nothing of implementations that promised nothing', () => {
    const { builder } = startedTwoClients();
    builder.at(200).sets('phone', ids.phone, 1, user);
    builder.at(9_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceFast.check(builder.build()).verdict).toBe('unknown');
  });
});

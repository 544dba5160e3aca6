import { describe, expect, it } from 'vitest';
import { providerUnsynced } from './provider-unsynced.ts';
import { room } from './testing/event-builder.ts';
import { startedTwoClients } from './testing/two-clients.ts';

const link = 'phone->cloud';
const slowest = { from: 'phone', to: 'cloud', links: [], reconnectMs: 2_500, travelMs: 500 };

/** The phone's provider connects at 1 s; the link has until 5 s to bring the answer. */
function connected() {
  const { builder } = startedTwoClients();
  builder.at(1_000).add('phone', { kind: 'status', room, link, status: 'connected' });
  builder.at(2_000).add('', {
    kind: 'deadline',
    room,
    component: ['cloud', 'phone', 'tablet'],
    dueMs: 4_000,
    slowest,
    links: [{ link, dueMs: 5_000 }],
  });
  return builder;
}

describe('LIVE-3 every provider gets its answer', () => {
  it('fails when a provider is connected and was not told that it is synced', () => {
    const builder = connected();
    builder.at(6_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, findings } = providerUnsynced.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ device: 'phone', room });
  });

  it('fails when it was synced on an earlier connection only', () => {
    const { builder } = startedTwoClients();
    const sync = { kind: 'sync', room, link, connection: 'c1', synced: true } as const;
    builder.at(1_000).add('phone', { kind: 'status', room, link, status: 'connected' });
    builder.add('phone', sync);
    builder.add('phone', { kind: 'status', room, link, status: 'disconnected' });
    builder.add('phone', { kind: 'status', room, link, status: 'connected' });
    const links = [{ link, dueMs: 5_000 }];
    builder.at(2_000).add('', {
      ...{ kind: 'deadline', room, component: ['cloud', 'phone', 'tablet'] },
      ...{ dueMs: 4_000, slowest, links },
    });
    builder.at(6_000).add('', { kind: 'mark', mark: 'end' });
    expect(providerUnsynced.check(builder.build()).verdict).toBe('fail');
  });

  it('passes when the answer comes in time, or the room is closed before', () => {
    const answered = connected();
    answered.at(3_000).add('phone', { kind: 'sync', room, link, connection: 'c1', synced: true });
    answered.at(6_000).add('', { kind: 'mark', mark: 'end' });
    expect(providerUnsynced.check(answered.build()).verdict).toBe('pass');
    const closed = connected();
    closed.at(3_000).add('phone', { kind: 'status', room, link, status: 'closed' });
    closed.at(6_000).add('', { kind: 'mark', mark: 'end' });
    expect(providerUnsynced.check(closed.build()).verdict).toBe('pass');
  });

  it('fails when the server told a provider not to come back', () => {
    const { builder } = startedTwoClients();
    builder.at(1_000).add('phone', { kind: 'status', room, link, status: 'connected' });
    const status = { kind: 'status', room, link, status: 'closed', turnedAway: true } as const;
    const seq = builder.at(3_000).add('phone', status);
    const { verdict, findings } = providerUnsynced.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'phone', room });
  });

  it('fails when a link that users need has no provider half a minute after all must have converged', () => {
    const { builder } = startedTwoClients();
    const due = { room, component: ['cloud', 'phone', 'tablet'], dueMs: 4_000, slowest };
    const links = [{ link, dueMs: 3_000 }];
    builder.at(2_000).add('', { kind: 'deadline', ...due, links });
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, findings } = providerUnsynced.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]?.detail).toBe(
      'phone did not dial cloud for room blog from 2000 ms to 34000 ms, though the link was up and somebody used the room',
    );
  });

  it('does not fail when it is dialled by then', () => {
    const { builder } = startedTwoClients();
    const due = { room, component: ['cloud', 'phone', 'tablet'], dueMs: 4_000, slowest };
    const links = [{ link, dueMs: 3_000 }];
    builder.at(2_000).add('', { kind: 'deadline', ...due, links });
    builder.at(20_000).add('phone', { kind: 'status', room, link, status: 'connecting' });
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(providerUnsynced.check(builder.build()).verdict).toBe('unknown');
  });

  it('is unknown when no deadline passed', () => {
    expect(providerUnsynced.check(connected().build()).verdict).toBe('unknown');
  });
});

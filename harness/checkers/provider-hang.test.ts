import { describe, expect, it } from 'vitest';
import { providerHang } from './provider-hang.ts';
import { room } from './testing/event-builder.ts';
import { startedTwoClients } from './testing/two-clients.ts';

const slowest = { from: 'phone', to: 'cloud', links: [], reconnectMs: 2_500, travelMs: 500 };

/** The phone's provider dials at 1 s, the link heals at 2 s, and all must be well at 5 s. */
function dialling() {
  const { builder } = startedTwoClients();
  const status = (of: 'connecting' | 'connected'): number =>
    builder.add('phone', { kind: 'status', room, link: 'phone->cloud', status: of });
  builder.at(500).cut('phone->cloud');
  builder.at(1_000);
  const seq = status('connecting');
  builder.at(2_000).heal('phone->cloud');
  const component = ['cloud', 'phone', 'tablet'];
  const links = [{ link: 'phone->cloud', dueMs: 5_000 }];
  builder.add('', { kind: 'deadline', room, component, dueMs: 4_000, slowest, links });
  return { builder, status, seq };
}

describe('LIVE-2 no provider hangs', () => {
  it('fails when a provider on a link that is up is in connecting until the deadline', () => {
    const { builder, seq } = dialling();
    builder.at(6_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, findings } = providerHang.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'phone', room });
  });

  it('passes when it connects in time, even if it is lost again', () => {
    const { builder, status } = dialling();
    builder.at(3_000);
    status('connected');
    builder.at(4_500);
    status('connecting');
    builder.at(6_000).add('', { kind: 'mark', mark: 'end' });
    expect(providerHang.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown when the link was cut again before the deadline, or none passed', () => {
    const { builder } = dialling();
    builder.at(4_000).cut('phone->cloud');
    builder.at(6_000).add('', { kind: 'mark', mark: 'end' });
    expect(providerHang.check(builder.build()).verdict).toBe('unknown');
    expect(providerHang.check(dialling().builder.build()).verdict).toBe('unknown');
  });
});

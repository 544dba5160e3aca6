import { describe, expect, it } from 'vitest';
import { presenceComplete } from './presence-complete.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const user = { name: 'Ada' };

/** The phone sets its user 200 ms after the start. */
function phoneSetsUser() {
  const run = startedTwoClients();
  run.builder.at(200).sets('phone', ids.phone, 1, user);
  return run;
}

describe('AWARE-1 presence complete', () => {
  it('fails when 18 s and the path latency after the path is up a user is not shown', () => {
    const { builder } = phoneSetsUser();
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, findings } = presenceComplete.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ device: 'tablet', room: 'blog' });
    expect(findings[0]?.detail).toContain('by 18240 ms');
  });

  it('fails too while a device sleeps that is none of the path', () => {
    const { builder } = phoneSetsUser();
    const action = { do: 'sleep', device: 'watch' } as const;
    builder.add('', { kind: 'fault', action, links: [] });
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).toBe('fail');
  });

  it('demands nothing while one end of the path sleeps', () => {
    const { builder } = phoneSetsUser();
    const action = { do: 'sleep', device: 'phone' } as const;
    builder.add('', { kind: 'fault', action, links: [] });
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).toBe('unknown');
  });

  it('passes when the renewal at 15 s shows it, as an unmodified client does', () => {
    const { builder } = phoneSetsUser();
    builder.at(16_000).shows('tablet', ids.phone, 2, user);
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).toBe('pass');
  });

  it('fails when an old value is shown for ever', () => {
    const { builder } = phoneSetsUser();
    builder.at(220).shows('tablet', ids.phone, 1, user);
    builder.at(1_000).sets('phone', ids.phone, 2, { name: 'Grace' });
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).toBe('fail');
  });

  it('counts from the heal of a cut path, and from the delivery of what was held', () => {
    const { builder, phone } = phoneSetsUser();
    builder.at(220).shows('tablet', ids.phone, 1, user);
    builder.at(1_000).cut('phone->cloud');
    builder.at(2_000).sets('phone', ids.phone, 2, { name: 'Grace' });
    const held = builder.send(phone, 'phone', 'awareness', new Uint8Array([1, 1, 0]));
    builder.at(30_000).heal('phone->cloud');
    builder.at(45_000).receive(held);
    builder.at(60_000).shows('tablet', ids.phone, 3, { name: 'Grace' });
    builder.at(90_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown when no path stood for 18 s', () => {
    const { builder } = phoneSetsUser();
    builder.at(10_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).toBe('unknown');
  });

  it('never judges a state at clock 0, which no peer accepts', () => {
    const { builder } = startedTwoClients();
    builder.at(200).sets('phone', ids.phone, 0, user);
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).toBe('unknown');
  });

  it('counts from when a clock that was set back reads again what it had read', () => {
    const { builder } = phoneSetsUser();
    const action = { do: 'clock', device: 'phone', jumpMs: -30_000 } as const;
    builder.at(300).add('', { kind: 'fault', action, links: [] });
    builder.at(40_000).shows('tablet', ids.phone, 2, user);
    builder.at(60_000).add('', { kind: 'mark', mark: 'end' });
    expect(presenceComplete.check(builder.build()).verdict).not.toBe('fail');
  });
});

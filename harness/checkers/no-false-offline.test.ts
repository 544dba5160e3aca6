import { describe, expect, it } from 'vitest';
import { noFalseOffline } from './no-false-offline.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const user = { name: 'Ada' };

function phoneShown() {
  const run = startedTwoClients();
  run.builder.at(200).sets('phone', ids.phone, 1, user);
  run.builder.at(240).shows('tablet', ids.phone, 1, user);
  return run;
}

describe('AWARE-3 no false offline', () => {
  it('fails when a user connected for 35 s is shown as gone', () => {
    const { builder } = phoneShown();
    builder.at(50_000);
    const seq = builder.shows('tablet', ids.phone, 1, null);
    builder.at(60_000).shows('tablet', ids.phone, 2, user);
    const { verdict, findings } = noFalseOffline.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq: seq - 1, device: 'tablet', room: 'blog' });
  });

  it('fails too when the user had only just shown a state', () => {
    const { builder } = startedTwoClients();
    builder.at(50_000).sets('phone', ids.phone, 1, user);
    builder.at(50_040).shows('tablet', ids.phone, 1, user);
    builder.at(55_000).shows('tablet', ids.phone, 1, null);
    builder.at(60_000).add('', { kind: 'mark', mark: 'end' });
    expect(noFalseOffline.check(builder.build()).detail).toContain('at 55000 ms');
  });

  it('passes when nobody leaves', () => {
    const { builder } = phoneShown();
    builder.at(50_000).renews('tablet', ids.phone, 4, user);
    expect(noFalseOffline.check(builder.build()).verdict).toBe('pass');
  });

  it('lets an observer forget everybody when its last provider closes', () => {
    const { builder, tablet } = phoneShown();
    builder.at(50_000).shows('tablet', ids.phone, 1, null);
    builder.close(tablet, 'tablet');
    expect(noFalseOffline.check(builder.build()).verdict).toBe('pass');
  });

  it('lets a user leave who withdraws the state, even if it comes back at once', () => {
    const { builder } = phoneShown();
    builder.at(50_000).sets('phone', ids.phone, 2, null);
    builder.sets('phone', ids.phone, 3, user);
    builder.at(50_040).shows('tablet', ids.phone, 2, null);
    expect(noFalseOffline.check(builder.build()).verdict).toBe('pass');
  });

  it('judges nothing within 35 s of a clock jump', () => {
    const { builder } = phoneShown();
    const action = { do: 'clock', device: 'tablet', jumpMs: 60_000 } as const;
    builder.at(50_000).add('', { kind: 'fault', action, links: [] });
    builder.at(52_000).shows('tablet', ids.phone, 1, null);
    builder.at(90_000).add('', { kind: 'mark', mark: 'end' });
    expect(noFalseOffline.check(builder.build()).verdict).toBe('pass');
  });

  it('judges nothing within 35 s of a reconnection', () => {
    const { builder, phone } = phoneShown();
    builder.at(40_000).closeBoth(phone);
    builder.at(40_500).open('phone', 'cloud');
    builder.at(41_000).shows('tablet', ids.phone, 1, null);
    expect(noFalseOffline.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown when no two clients were connected for 35 s', () => {
    const { builder } = phoneShown();
    expect(noFalseOffline.check(builder.build()).verdict).toBe('unknown');
  });
});

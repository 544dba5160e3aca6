import { describe, expect, it } from 'vitest';
import { departed } from './departed.ts';
import { awarenessFrame } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const user = { name: 'Ada' };

function phoneShown() {
  const run = startedTwoClients();
  run.builder.at(200).sets('phone', ids.phone, 1, user);
  run.builder.at(240).shows('tablet', ids.phone, 1, user);
  return run;
}

/** The phone withdraws its user and closes, as a page does on `pagehide`. */
function phoneCloses() {
  const run = phoneShown();
  const { builder, phone } = run;
  builder.at(5_000).sets('phone', ids.phone, 2, null);
  const goodbye = builder.send(
    phone,
    'phone',
    'awareness',
    awarenessFrame({ client: ids.phone, clock: 2, state: null }),
  );
  builder.close(phone, 'phone');
  builder.closeReplica('phone');
  builder.at(5_020).receive(goodbye);
  builder.close(phone, 'cloud', 'peer');
  return run;
}

describe('AWARE-4 departed', () => {
  it('fails when a user who closed cleanly is shown after 1 s and the path latency', () => {
    const { builder } = phoneCloses();
    builder.at(7_000).shows('tablet', ids.phone, 2, null);
    builder.at(8_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, findings } = departed.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ device: 'tablet', room: 'blog' });
    expect(findings[0]?.detail).toContain('still showed phone at 6040 ms');
  });

  it('passes when the goodbye is relayed at once', () => {
    const { builder } = phoneCloses();
    builder.at(5_040).shows('tablet', ids.phone, 2, null);
    builder.at(8_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('pass');
  });

  it('gives 33 s to a user whose socket just ended, FIN included', () => {
    const { builder, phone } = phoneShown();
    builder.at(5_000).closeBoth(phone).closeReplica('phone');
    builder.at(33_000).shows('tablet', ids.phone, 1, null);
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('pass');
  });

  it('fails when a vanished user is shown for longer', () => {
    const { builder } = phoneShown();
    builder.at(5_000).add('phone', { kind: 'stop', cause: 'power-loss', incarnation: 1 });
    builder.at(60_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, detail } = departed.check(builder.build());
    expect(verdict).toBe('fail');
    expect(detail).toContain('still showed phone at 33260 ms');
  });

  it('starts again for a newcomer that was served the ghost', () => {
    const { builder } = phoneShown();
    builder.at(5_000).add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
    builder.at(30_000).closeReplica('tablet').replica('tablet', 4, 'tablet-2');
    builder.open('tablet', 'cloud');
    builder.at(31_000).shows('tablet', ids.phone, 1, user, 'tablet-2');
    builder.at(60_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('unknown');
  });

  it('counts from the heal when the observer was cut off', () => {
    const { builder } = phoneShown();
    builder.at(5_000).add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
    builder.at(6_000).cut('tablet->cloud');
    builder.at(30_000).heal('tablet->cloud');
    builder.at(60_000).shows('tablet', ids.phone, 1, null);
    builder.at(70_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('pass');
  });

  it('does not count from a heal of something else', () => {
    const { builder } = phoneShown();
    builder.at(5_000).add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
    builder.at(6_000).cut('phone->cloud');
    builder.at(30_000).heal('phone->cloud');
    builder.at(60_000).shows('tablet', ids.phone, 1, null);
    builder.at(70_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).detail).toContain('still showed phone at 33260 ms');
  });

  it('gives 35 s from a clock jump', () => {
    const { builder } = phoneShown();
    builder.at(5_000).add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
    const action = { do: 'clock', device: 'tablet', jumpMs: -20_000 } as const;
    builder.at(6_000).add('', { kind: 'fault', action, links: [] });
    builder.at(60_000).shows('tablet', ids.phone, 1, null);
    builder.at(70_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('pass');
  });

  it('fails when a connected user who took their state back is still shown a second later', () => {
    const { builder } = phoneShown();
    builder.at(5_000).sets('phone', ids.phone, 2, null);
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, detail } = departed.check(builder.build());
    expect(verdict).toBe('fail');
    expect(detail).toContain('still showed phone at 6040 ms');
  });

  it('passes when it is gone by then', () => {
    const { builder } = phoneShown();
    builder.at(5_000).sets('phone', ids.phone, 2, null);
    builder.at(5_040).shows('tablet', ids.phone, 2, null);
    builder.at(40_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('pass');
  });

  it('demands nothing of a withdrawal that could not be told', () => {
    const { builder } = phoneShown();
    builder.at(4_000).cut('phone->cloud');
    builder.at(5_000).sets('phone', ids.phone, 2, null);
    builder.at(30_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('unknown');
  });

  it('is unknown when nobody left', () => {
    const { builder } = phoneShown();
    builder.at(60_000).add('', { kind: 'mark', mark: 'end' });
    expect(departed.check(builder.build()).verdict).toBe('unknown');
  });
});

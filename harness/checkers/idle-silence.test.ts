import { describe, expect, it } from 'vitest';
import { idleSilence } from './idle-silence.ts';
import { noGrowth } from './no-growth.ts';
import { awarenessFrame, step2Frame } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const user = { name: 'Ada' };
const endMs = 200_000;

/** Idle from 35.2 s on; the phone's user is renewed every 15 s, and the cloud relays it. */
function idle(renewEveryMs = 15_000) {
  const run = startedTwoClients();
  const { builder, phone, tablet } = run;
  builder.at(200).sets('phone', ids.phone, 1, user);
  let clock = 1;
  for (let ms = 200 + renewEveryMs; ms < endMs; ms += renewEveryMs) {
    const frame = awarenessFrame({ client: ids.phone, clock: ++clock, state: user });
    builder.at(ms).send(phone, 'phone', 'awareness', frame);
    builder.send(phone, 'cloud', 'awareness', frame);
    builder.send(tablet, 'cloud', 'awareness', frame);
    builder.send(tablet, 'cloud', 'awareness', awarenessFrame());
  }
  builder.at(endMs).add('', { kind: 'mark', mark: 'end' });
  return run;
}

describe('ECON-2 idle silence', () => {
  it('passes with renewals and keep-alives', () => {
    const { verdict, detail } = idleSilence.check(idle().builder.build());
    expect(verdict).toBe('pass');
    expect(detail).toContain('blog idle for 165 s');
  });

  it('fails when nodes go on to answer each other', () => {
    const { builder, phone } = idle();
    const last = builder.events.at(-1);
    builder.at(150_000);
    const seq = builder.events.length;
    builder.send(phone, 'cloud', 'step2', step2Frame(new Uint8Array([0, 0])));
    builder.at(last?.atMs ?? 0).add('', { kind: 'mark', mark: 'end' });
    const { verdict, findings } = idleSilence.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'cloud', room: 'blog' });
  });

  it('fails when renewals come faster than clients make them', () => {
    expect(idleSilence.check(idle(2_000).builder.build()).verdict).toBe('fail');
  });

  it('is unknown when the room was never idle for long', () => {
    expect(idleSilence.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});

describe('ECON-3 no growth', () => {
  it('passes when the rhythm stays', () => {
    expect(noGrowth.check(idle().builder.build()).verdict).toBe('pass');
  });

  it('fails when messages multiply', () => {
    const { builder, phone } = idle();
    const frame = awarenessFrame({ client: ids.phone, clock: 1, state: user });
    for (let copies = 1, ms = 120_000; ms < endMs; ms += 15_000, copies *= 2)
      for (let copy = 0; copy < copies; copy++)
        builder.at(ms).send(phone, 'cloud', 'awareness', frame);
    builder.at(endMs).add('', { kind: 'mark', mark: 'end' });
    expect(noGrowth.check(builder.build()).verdict).toBe('fail');
  });

  it('fails when messages grow', () => {
    const { builder, phone } = idle();
    builder.at(180_000).send(phone, 'cloud', 'other', new Uint8Array(100_000));
    builder.at(endMs).add('', { kind: 'mark', mark: 'end' });
    expect(noGrowth.check(builder.build()).detail).toContain('in as much time after it');
  });

  it('is unknown when no room was idle for 90 s', () => {
    expect(noGrowth.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});

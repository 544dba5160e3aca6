import { describe, expect, it } from 'vitest';
import { idleSilence } from './idle-silence.ts';
import { noGrowth } from './no-growth.ts';
import { awarenessFrame, step2Frame } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const user = { name: 'Ada' };
const endMs = 200_000;

type Run = ReturnType<typeof startedTwoClients>;

/**
 * Idle from 35.2 s on; the phone's user is renewed every 15 s, and the cloud relays it. `also` is
 * called at each renewal.
 */
function idle(renewEveryMs = 15_000, also?: (run: Run, ms: number) => void): Run {
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
    also?.(run, ms);
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
    const { builder } = idle(15_000, ({ builder, phone }, ms) => {
      if (ms > 150_000) builder.send(phone, 'cloud', 'step2', step2Frame(new Uint8Array([0, 0])));
    });
    const seq = builder.events.findIndex(
      (event) => event.kind === 'send' && event.frame === 'step2',
    );
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
    const frame = awarenessFrame({ client: ids.phone, clock: 1, state: user });
    let copies = 1;
    const { builder } = idle(15_000, ({ builder, phone }, ms) => {
      if (ms < 120_000) return;
      copies *= 2;
      for (let copy = 0; copy < copies; copy++) builder.send(phone, 'cloud', 'awareness', frame);
    });
    expect(noGrowth.check(builder.build()).verdict).toBe('fail');
  });

  it('fails when messages grow', () => {
    const { builder } = idle(15_000, ({ builder, phone }, ms) => {
      if (ms > 180_000) builder.send(phone, 'cloud', 'other', new Uint8Array(100_000));
    });
    expect(noGrowth.check(builder.build()).detail).toContain('in as much time after it');
  });

  it('is unknown when no room was idle for 90 s', () => {
    expect(noGrowth.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});

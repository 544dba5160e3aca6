import { describe, expect, it } from 'vitest';
import { exceptions } from './exceptions.ts';
import { EventBuilder } from './testing/event-builder.ts';
import { startedTwoClients, twoClients } from './testing/two-clients.ts';

describe('EXC-1 no exception', () => {
  it('fails on what a provider threw', () => {
    const { builder } = startedTwoClients();
    const seq = builder.add('phone', { kind: 'exception', where: 'client', error: 'TypeError' });
    const { verdict, findings } = exceptions.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'phone' });
  });

  it('passes when devices ran and nothing threw', () => {
    expect(exceptions.check(startedTwoClients().builder.build()).verdict).toBe('pass');
  });

  it('takes one rejection for each write that a browser refused, and no more', () => {
    const { builder } = startedTwoClients();
    const action = { do: 'quota', device: 'phone' } as const;
    builder.add('', { kind: 'fault', action, links: [] });
    builder.add('phone', { kind: 'exception', where: 'client', error: 'Error' });
    expect(exceptions.check(builder.build()).verdict).toBe('pass');
    const seq = builder.add('phone', { kind: 'exception', where: 'client', error: 'Error' });
    expect(exceptions.check(builder.build()).findings[0]?.seq).toBe(seq);
  });

  it('takes no other error for the refusal of a write', () => {
    const { builder } = startedTwoClients();
    const action = { do: 'quota', device: 'phone' } as const;
    builder.add('', { kind: 'fault', action, links: [] });
    builder.add('phone', { kind: 'exception', where: 'client', error: 'TypeError' });
    expect(exceptions.check(builder.build()).verdict).toBe('fail');
  });

  it('is unknown when nothing ran', () => {
    expect(exceptions.check(new EventBuilder(twoClients).build()).verdict).toBe('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import type { ResourceCounts } from '#harness/contract/history-event.ts';
import { leaks } from './leaks.ts';
import { startedTwoClients } from './testing/two-clients.ts';

const none: ResourceCounts = { rooms: 0, timers: 1, sockets: 0, listeners: 2, awarenessMeta: 0 };

function counted(moment: 'baseline' | 'everyone-left', counts: ResourceCounts) {
  return { kind: 'counts', moment, counts } as const;
}

describe('LEAK-1 leaks', () => {
  it('fails when something is left behind', () => {
    const { builder } = startedTwoClients();
    builder.add('cloud', counted('baseline', none));
    const seq = builder.add('cloud', counted('everyone-left', { ...none, timers: 3 }));
    const { verdict, findings } = leaks.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toEqual({
      detail: 'cloud holds 3 timers after everyone left, 1 before anybody came',
      ...{ seq, device: 'cloud' },
    });
  });

  it('passes at the baseline, whatever awareness remembers', () => {
    const { builder } = startedTwoClients();
    builder.add('cloud', counted('baseline', none));
    builder.add('cloud', counted('everyone-left', { ...none, awarenessMeta: 9 }));
    expect(leaks.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown when the baseline is of an earlier life', () => {
    const { builder } = startedTwoClients();
    builder.add('cloud', counted('baseline', none));
    builder.add('cloud', { kind: 'stop', cause: 'kill', incarnation: 1 });
    builder.start('cloud').add('cloud', counted('everyone-left', none));
    expect(leaks.check(builder.build()).verdict).toBe('unknown');
  });
});

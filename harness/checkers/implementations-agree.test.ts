import { describe, expect, it } from 'vitest';
import type { EventBody } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { implementationsAgree } from './implementations-agree.ts';

describe('implementations agree', () => {
  it('when yrs holds what yjs would, whatever it was handed', () => {
    expect(judge(handed).verdict).toBe('pass');
  });

  it('not when it holds something else', () => {
    const { verdict, detail } = judge(handed, {
      ...{ kind: 'disagreement', room: 'blog', replica: 'r', payload: 0, says: 'lacks struct 1:2' },
    });
    expect(verdict).toBe('fail');
    expect(detail).toBe(
      'other, kept by yrs, lacks struct 1:2, unlike yjs that was handed the same',
    );
  });

  it('is not judged where it was handed nothing', () => {
    expect(judge().verdict).toBe('unknown');
  });
});

const handed: EventBody = {
  ...{ kind: 'deliver', room: 'blog', replica: 'r', sender: 'one' },
  ...{ encoding: 'v1', payload: 0 },
};

function judge(...events: readonly EventBody[]) {
  const history: History = {
    version: 4,
    topology: {
      ...{ name: 'two documents', syncNodes: {} },
      devices: [
        { kind: 'client', name: 'one', dials: [], storage: 'none', gc: true },
        { kind: 'client', name: 'other', dials: [], storage: 'none', gc: true, engine: 'yrs' },
      ],
      link: { latencyMs: 0, jitterMs: 0, connectDelayMs: 0 },
    },
    rooms: ['blog'],
    events: events.map((event, seq) => ({ seq, atMs: 0, device: 'other', ...event })),
    payload: () => new Uint8Array(),
  };
  return implementationsAgree.check(history);
}

import { describe, expect, it } from 'vitest';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { livenessDeadline, type LinkReadiness } from './liveness-deadline.ts';

function link(dialler: string, listener: string, more: Partial<LinkReadiness> = {}): LinkReadiness {
  return {
    ...{ link: `${dialler}->${listener}`, dialler, listener },
    profile: { latencyMs: 20, jitterMs: 5, connectDelayMs: 0 },
    ...{ nextAttemptMs: 0, halfOpen: false, transferBytes: 1_000, delayMs: 0 },
    ...more,
  };
}

describe('liveness deadline', () => {
  it('is the back-off and three round trips on a link that is fine', () => {
    expect(livenessDeadline(['a', 'b'], [link('a', 'b')]).afterMs).toBe(2_500 + 3 * 50);
  });

  it('takes the slowest reconnection of the path and the sum of its travel times', () => {
    const links = [
      link('a', 'b', { nextAttemptMs: 16_000 }),
      link('b', 'c', { nextAttemptMs: 1_000, halfOpen: true }),
    ];
    const { afterMs, slowest } = livenessDeadline(['a', 'b', 'c'], links);
    expect(slowest).toMatchObject({ from: 'a', to: 'c', links: ['a->b', 'b->c'] });
    expect(afterMs).toBe(1_000 + 33_000 + 2_500 + 2 * 150);
  });

  it('counts transfer time and injected delays', () => {
    const profile = { latencyMs: 0, jitterMs: 0, connectDelayMs: 40, bytesPerSecond: 1_000 };
    const slow = link('a', 'b', { profile, transferBytes: 5_000, delayMs: 700 });
    expect(livenessDeadline(['a', 'b'], [slow]).afterMs).toBe(2_500 + 40 + 5_000 + 700);
  });

  it('takes no way through a client that may only read', () => {
    const links = [link('a', 'c', { halfOpen: true }), link('b', 'a'), link('b', 'c')];
    const { slowest } = livenessDeadline(['a', 'b', 'c'], links, new Set(['b']));
    expect(slowest).toMatchObject({ from: 'a', to: 'c', links: ['a->c'] });
  });

  it('takes the quicker of two ways, even one with more links', () => {
    const links = [link('a', 'c', { halfOpen: true }), link('a', 'b'), link('b', 'c')];
    const { afterMs, links: alone } = livenessDeadline(['a', 'b', 'c'], links);
    expect(afterMs).toBe(2_500 + 2 * 150);
    expect(alone[0]).toEqual({ link: 'a->c', afterMs: 33_000 + 2_500 + 150 });
  });

  it('is nothing for a device alone, and a fault of the harness for a component in two', () => {
    expect(livenessDeadline(['a'], []).afterMs).toBe(0);
    expect(() => livenessDeadline(['a', 'b'], [])).toThrow(HarnessFault);
  });
});

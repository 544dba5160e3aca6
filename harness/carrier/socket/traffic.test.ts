import { describe, expect, test } from 'vitest';
import type { EventBody, HistoryEvent } from '#harness/contract/history-event.ts';
import { createTraffic, type Traffic } from './traffic.ts';

const link = 'phone->cloud';
const both = new Set(['phone', 'cloud']);
const none = (): boolean => false;

/** A traffic that is told of events at the dialler (phone) and the listener (cloud) of one connection. */
function following(): { traffic: Traffic; saw(atMs: number, device: string, body: object): void } {
  const traffic = createTraffic(300);
  let seq = 0;
  return {
    traffic,
    saw(atMs, device, body) {
      const end = device === 'phone' ? 'dialler' : 'listener';
      const event = { room: 'r', link, connection: 'c1', end, ...body } as EventBody;
      traffic.saw({ seq: seq++, atMs, device, ...event } as HistoryEvent);
    },
  };
}

function opened(): ReturnType<typeof following> {
  const run = following();
  run.saw(0, 'cloud', { kind: 'open' });
  run.saw(1, 'phone', { kind: 'open' });
  return run;
}

describe('what is on its way', () => {
  test('an open connection is quiet once it was silent for long enough', () => {
    const { traffic } = opened();
    expect(traffic.work(both, none, 100)).toContain('less than 300 ms ago');
    expect(traffic.work(both, none, 302)).toBeNull();
  });

  test('a frame is in flight until the other end has it, whoever is heard of first', () => {
    const { traffic, saw } = opened();
    saw(10, 'phone', { kind: 'send' });
    expect(traffic.work(both, none, 5_000)).toContain('in flight');
    saw(12, 'cloud', { kind: 'receive' });
    expect(traffic.work(both, none, 5_000)).toBeNull();
    saw(22, 'phone', { kind: 'receive' });
    expect(traffic.work(both, none, 5_000)).toContain('in flight');
    saw(20, 'cloud', { kind: 'send' });
    expect(traffic.work(both, none, 5_000)).toBeNull();
  });

  test('a connection of which one end is gone is work, unless its link is down', () => {
    const { traffic, saw } = opened();
    saw(10, 'phone', { kind: 'close' });
    expect(traffic.isHalfOpen(link)).toBe(true);
    expect(traffic.work(both, none, 5_000)).toContain('is gone');
    expect(traffic.work(both, () => true, 5_000)).toBeNull();
    saw(20, 'cloud', { kind: 'close' });
    expect([traffic.isHalfOpen(link), traffic.hasConnection(link)]).toEqual([false, false]);
  });

  test('a device that stops takes its ends with it', () => {
    const { traffic, saw } = opened();
    saw(10, 'cloud', { kind: 'stop' });
    expect(traffic.isHalfOpen(link)).toBe(true);
    saw(11, 'phone', { kind: 'close' });
    expect(traffic.work(both, none, 5_000)).toBeNull();
  });
});

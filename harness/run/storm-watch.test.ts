import { describe, expect, it } from 'vitest';
import type { EventBody } from '#harness/contract/history-event.ts';
import { createStormWatch } from './storm-watch.ts';

const published = { kind: 'publish', channel: 'room', message: 'a:1/1', payload: 0 } as const;

/** Whether so many messages, so far apart, are a storm; `done` happens in the middle. */
function isStorm(messages: number, apartMs: number, done?: EventBody): boolean {
  const watch = createStormWatch();
  for (let seq = 0; seq < messages; seq++) {
    const body = done !== undefined && seq === messages / 2 ? done : published;
    watch.saw({ seq, atMs: seq * apartMs, device: 'node-1', ...body });
  }
  return watch.isStorm();
}

describe('a storm on the bus', () => {
  it('is thousands of messages in a minute in which nobody does anything', () => {
    expect(isStorm(6_000, 5)).toBe(true);
  });

  it('is not what comes over a long time, as renewals do', () => {
    expect(isStorm(6_000, 100)).toBe(false);
  });

  it('is not what follows from what somebody does', () => {
    const fault = { kind: 'fault', action: { do: 'crash', device: 'node-1' }, links: [] } as const;
    expect(isStorm(6_000, 5, fault)).toBe(false);
  });
});

import type { History } from '#harness/contract/history.ts';
import { memoized } from '../status/memoized.ts';
import type { Interval } from './intervals.ts';

const always: readonly Interval[] = [{ fromMs: -Infinity, toMs: Infinity, seq: 0 }];

/**
 * When a device held a room with its storage loaded. A device that reports no replicas at all is
 * taken to hold every room for ever: connections say the rest.
 */
export function replicaSpans(history: History, device: string, room: string): readonly Interval[] {
  return spansOf(history).get(`${device}\n${room}`) ?? always;
}

const spansOf = memoized((history: History) => {
  const spans = new Map<string, Interval[]>();
  const open = new Map<string, { key: string; device: string; ready?: Interval }>();
  const end = (replica: string, toMs: number): void => {
    const life = open.get(replica);
    open.delete(replica);
    if (life?.ready) spans.get(life.key)?.push({ ...life.ready, toMs });
  };
  for (const event of history.events) {
    const ready = { fromMs: event.atMs, toMs: Infinity, seq: event.seq };
    if (event.kind === 'replica' && event.state === 'opened') {
      const key = `${event.device}\n${event.room}`;
      if (!spans.has(key)) spans.set(key, []);
      open.set(event.replica, { key, device: event.device, ready });
    } else if (event.kind === 'replica') {
      end(event.replica, event.atMs);
    } else if (event.kind === 'load') {
      const life = open.get(event.replica);
      if (!life) continue;
      if (event.state === 'ready') life.ready = ready;
      else delete life.ready;
    } else if (event.kind === 'stop') {
      for (const [replica, life] of open)
        if (life.device === event.device) end(replica, event.atMs);
    }
  }
  for (const replica of [...open.keys()]) end(replica, Infinity);
  return spans;
});

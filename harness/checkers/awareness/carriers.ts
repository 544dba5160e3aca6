import type { History } from '#harness/contract/history.ts';
import { memoized } from '../status/memoized.ts';
import { connectionLives, type ConnectionLife } from './connection-lives.ts';
import { intersect, subtract, type Hole, type Interval } from './intervals.ts';
import { disturbances, linkOutages, linkShapes } from './outages.ts';
import { replicaSpans } from './replica-spans.ts';

/** A message that takes longer than this stalls its connection: it carries nothing meanwhile. */
const stallMs = 10_000;

/**
 * After a cut each direction of a connection waits for its own retransmission, and what is sent
 * meanwhile waits behind it: also when what it waits behind (a ping) is in no history. So does what is
 * sent over a link that was given less bandwidth, until its queue is empty.
 */
const longestBackoffMs = 120_000;

/** One connection as a way between two devices, and when it was one without a break. */
export interface Carrier {
  readonly life: ConnectionLife;
  readonly ends: readonly [string, string];
  readonly up: readonly Interval[];
}

/**
 * All ways of a history. Up = open at both ends, the upgrade's authentication over, both replicas
 * open and loaded, the link not cut, what was held during a cut or by a slower link delivered, and neither end
 * asleep or with a clock that reads less than before.
 */
export const carriers = memoized((history: History): readonly Carrier[] =>
  connectionLives(history).map((life) => ({
    life,
    ends: [life.dialler, life.listener],
    up: upOf(history, life),
  })),
);

function upOf(history: History, life: ConnectionLife): Interval[] {
  const { dialler, listener } = life.opened;
  if (!dialler || !listener) return [];
  const accepted = listener.atMs + authDelayMs(history, life.listener, listener.atMs);
  const fromMs = Math.max(dialler.atMs, accepted);
  const seq = Math.max(dialler.seq, listener.seq);
  const toMs = Math.min(
    life.ended.dialler?.atMs ?? Infinity,
    life.ended.listener?.atMs ?? Infinity,
  );
  if (fromMs >= toMs) return [];
  const loaded = [life.dialler, life.listener].reduce<Interval[]>(
    (spans, device) => intersect(spans, replicaSpans(history, device, life.room)),
    [{ fromMs, toMs, seq }],
  );
  return subtract(loaded, [...holesOf(history, life)]).flatMap((up) => afterBacklog(up, life));
}

function* holesOf(history: History, life: ConnectionLife): Generator<Hole> {
  const outages = linkOutages(history).get(life.link) ?? [];
  const shapes = linkShapes(history).get(life.link) ?? [];
  yield* outages;
  const endMs = history.events.at(-1)?.atMs ?? 0;
  const endSeq = history.events.length - 1;
  // A jump takes no time, but breaks what must hold without a break.
  for (const { device, fromMs, untilMs, endSeq } of disturbances(history))
    if (device === life.dialler || device === life.listener)
      yield { fromMs, toMs: Math.max(untilMs, fromMs + 1), endSeq };
  for (const { sentMs, receivedMs } of life.slow) {
    const healed = outages.some(({ toMs }) => toMs <= sentMs && sentMs - toMs < longestBackoffMs);
    const queued = shapes.some(
      ({ fromMs, toMs }) => fromMs <= sentMs && sentMs - toMs < longestBackoffMs,
    );
    if (healed || queued || Math.min(receivedMs, endMs) - sentMs > stallMs)
      yield { fromMs: sentMs, toMs: receivedMs, endSeq };
  }
}

/** Bytes held during a cut arrive in order, with TCP's back-off, before anything newer does. */
function afterBacklog(up: Interval, { slow }: ConnectionLife): Interval[] {
  const fromMs = slow
    .filter(({ sentMs, receivedMs }) => sentMs < up.fromMs && receivedMs > up.fromMs)
    .reduce((latest, { receivedMs }) => Math.max(latest, receivedMs), up.fromMs);
  return fromMs < up.toMs ? [{ ...up, fromMs }] : [];
}

function authDelayMs(history: History, device: string, atMs: number): number {
  const latest = slowAuths(history).findLast((slow) => slow.device === device && slow.atMs <= atMs);
  return latest?.delayMs ?? 0;
}

const slowAuths = memoized((history: History) =>
  history.events.flatMap(({ atMs, ...event }) =>
    event.kind === 'fault' && event.action.do === 'slow-auth' ? [{ atMs, ...event.action }] : [],
  ),
);

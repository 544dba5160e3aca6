import type { History } from '#harness/contract/history.ts';
import { heardByListeners, type Departure, type Heard } from './departures.ts';
import { disturbances } from './outages.ts';
import type { Pair } from './pairs.ts';
import type { Paths } from './paths.ts';
import type { Moment } from './connection-lives.ts';

/** How long after the last end of a connection a user who said goodbye may be shown. */
const graceMs = 1_000;

/** When a departed user must be gone at an observer, and the event that it is counted from. */
export interface Gone {
  readonly dueMs: number;
  readonly from: Moment;
  readonly why: string;
}

/**
 * The time limit for a user who closed cleanly: the client sent null for itself, a node that the
 * observer can reach took it in, and every node that it can reach saw the user's connections end.
 * Undefined where any of this is not so; the limit for vanished users holds then.
 */
export function cleanlyGone(
  history: History,
  paths: Paths,
  { subject, observer }: Pair,
  { fromMs, how, connections }: Departure,
): Gone | undefined {
  if (how !== 'ended') return undefined;
  const heard = heardByListeners(history);
  const news = connections
    .flatMap(({ connection }) => heard.get(connection) ?? [])
    .filter(({ client }) => client === subject.client)
    .toSorted((a, b) => a.seq - b.seq);
  const goodbyes = finalGoodbyes(news);
  const last = [...connections.map(({ ended }) => ended.listener), ...goodbyes]
    .filter((moment) => moment !== undefined)
    .reduce<Moment>((latest, moment) => (moment.atMs > latest.atMs ? moment : latest), {
      atMs: fromMs,
      seq: 0,
    });
  // Nodes that O reached without a break from the departure until the limit.
  const sinceMs = Math.min(fromMs, ...goodbyes.map(({ atMs }) => atMs));
  const reached = paths.from(observer.device, sinceMs, last.atMs + graceMs);
  const reachable = connections.filter(({ listener }) => reached.has(listener));
  const open = connections.filter(
    ({ ended, opened, listener }) =>
      opened.listener !== undefined &&
      ended.listener === undefined &&
      paths.from(observer.device, fromMs, fromMs).has(listener),
  );
  if (open.length > 0) return undefined;
  const told = reachable.filter(({ connection }) =>
    goodbyes.some((goodbye) => heard.get(connection)?.includes(goodbye)),
  );
  if (told.length === 0) return undefined;
  const latencyMs = Math.max(
    ...reachable.map(({ listener }) => reached.get(listener)?.latencyMs ?? 0),
  );
  const dueMs = last.atMs + graceMs + latencyMs;
  const isShaken = disturbances(history).some(
    (shake) => shake.fromMs <= dueMs && shake.untilMs + 35_000 >= fromMs,
  );
  const isNewcomer = observer.openedMs > sinceMs;
  const wasToldSince = (observer.refreshed.get(subject.client) ?? []).some(
    ({ atMs }) => atMs > last.atMs,
  );
  if (isShaken || isNewcomer || wasToldSince) return undefined;
  if (!paths.from(observer.device, sinceMs, dueMs).has(told[0]?.listener ?? '')) return undefined;
  return { dueMs, from: last, why: 'had said goodbye and its last connection had ended' };
}

/** The nulls after which no node heard a state of the user again. */
function finalGoodbyes(news: readonly Heard[]): readonly Heard[] {
  const lastState = news.findLastIndex(({ gone }) => !gone);
  return news.slice(lastState + 1);
}

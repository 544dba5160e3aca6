import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { cleanlyGone, type Gone } from './awareness/clean-departure.ts';
import { departures, type Departure } from './awareness/departures.ts';
import { pairs, type Pair } from './awareness/pairs.ts';
import { createPaths, type Paths } from './awareness/paths.ts';
import { shownSpans, type ShownSpan } from './awareness/shown-spans.ts';
import { withdrawals } from './awareness/withdrawals.ts';
import { vanishedGone } from './awareness/vanished-departure.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'AWARE-4', title: 'Who left is gone' } as const;

/**
 * A user who took their state back while connected is gone 1 s and the path's latency later; one who
 * closed cleanly, as long after its last open connection ended at a reachable node; one who vanished, 33 s and the path's latency after that observer last took
 * in its state.
 */
export const departed: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    let judgedDepartures = 0;
    for (const room of history.rooms) {
      const paths = createPaths(history, room);
      for (const pair of pairs(history, room)) {
        for (const departure of departures(history, pair.subject)) {
          const { lates, isGone } = judge(history, paths, pair, departure);
          findings.push(...lates);
          if (isGone) judgedDepartures++;
        }
        const spans = shownSpans(pair.observer, pair.subject.client);
        for (const { fromMs, untilMs, gone } of withdrawals(history, paths, pair)) {
          const isLate = spans.some(
            (span) => gone.dueMs >= span.fromMs && gone.dueMs < Math.min(span.toMs, untilMs),
          );
          if (isLate) findings.push(late(pair, gone, fromMs));
          else if (spans.some((span) => span.fromMs <= fromMs && span.toMs >= fromMs))
            judgedDepartures++;
        }
      }
    }
    return conclude(
      judged,
      findings,
      judgedDepartures > 0
        ? {
            saw: `${judgedDepartures} times a user left, and the observer stopped showing it in time`,
          }
        : { missing: 'nobody who was shown left for long enough to judge' },
    );
  },
};

/** Every time that the observer showed the user for too long; `isGone`: it did show them, and stopped in time. */
function judge(
  history: History,
  paths: Paths,
  pair: Pair,
  departure: Departure,
): { readonly lates: readonly Finding[]; readonly isGone: boolean } {
  const { subject, observer } = pair;
  const endMs = Math.min(departure.untilMs, observer.closedMs, history.events.at(-1)?.atMs ?? 0);
  const spans = shownSpans(observer, subject.client).filter(
    ({ fromMs, toMs }) => toMs > departure.fromMs && fromMs < endMs,
  );
  const clean = cleanlyGone(history, paths, pair, departure);
  const lates = spans.flatMap((span): Finding[] => {
    const untilMs = Math.min(span.toMs, endMs);
    const isLate = clean !== undefined && clean.dueMs >= span.fromMs && clean.dueMs < untilMs;
    const gone = isLate ? clean : firstOverdue(history, paths, pair, departure, span, untilMs);
    return gone === undefined ? [] : [late(pair, gone, departure.fromMs)];
  });
  return { lates, isGone: lates.length === 0 && spans.some(({ toMs }) => toMs < endMs) };
}

/** The first time limit for a vanished user that passed while the observer still showed it. */
function firstOverdue(
  history: History,
  paths: Paths,
  pair: Pair,
  departure: Departure,
  span: ShownSpan,
  untilMs: number,
): Gone | undefined {
  const refreshes = [
    { atMs: span.fromMs, seq: span.seq },
    ...(pair.observer.refreshed.get(pair.subject.client) ?? []).filter(
      ({ atMs }) => atMs > span.fromMs && atMs < untilMs,
    ),
  ];
  for (const [index, refreshed] of refreshes.entries()) {
    const nextMs = refreshes[index + 1]?.atMs ?? untilMs;
    const gone = vanishedGone(history, paths, pair, departure, refreshed);
    if (gone && gone.dueMs < nextMs) return gone;
  }
  return undefined;
}

function late({ subject, observer }: Pair, { dueMs, from, why }: Gone, leftMs: number): Finding {
  return {
    detail:
      `${observer.device} still showed ${subject.device} at ${Math.round(dueMs)} ms, though it left at ` +
      `${Math.round(leftMs)} ms and ${why} at ${Math.round(from.atMs)} ms`,
    ...{ seq: from.seq, device: observer.device, room: observer.room },
  };
}

import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { ReportData } from '#harness/contract/report-data.ts';

/** Where a reader should look first. */
export interface Focus {
  /** The span in which something was done or went wrong, milliseconds; the whole run where that is most of it. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The event that shows the first broken rule; null where none does. */
  readonly shownBy: HistoryEvent | null;
  /** That rule; '' when every rule holds. */
  readonly rule: string;
}

/** What people and faults do, and what a process dies of: the rest follows from it. */
const deeds: ReadonlySet<HistoryEvent['kind']> = new Set([
  'edit',
  'fault',
  'heal',
  'stop',
  'exception',
]);

/** The whole run is shown where the span would be this much of it. */
const most = 0.7;

/** Space kept on either side, as a part of the span; and the least span, as a part of the run and in all. */
const padding = 0.06;
const leastPart = 0.1;
const leastMs = 2_000;

export function focusOf({ events, record, differences, durationMs }: ReportData): Focus {
  const broken = record.checks.find(({ verdict }) => verdict === 'fail');
  const seq = broken?.findings.find((finding) => finding.seq !== undefined)?.seq;
  const shownBy = events.find((event) => event.seq === seq) ?? null;
  const rule = broken?.rule ?? '';
  const moments = [
    ...events.filter(({ kind }) => deeds.has(kind)).map(({ atMs }) => atMs),
    ...differences.flatMap(({ path }) => path.map(({ atMs }) => atMs)),
    // A difference is seen at the end; what matters of it is its way.
    ...(shownBy === null || differences.length > 0 ? [] : [shownBy.atMs]),
  ];
  const [first = 0, last = durationMs] =
    moments.length === 0
      ? []
      : moments.reduce(([a, b], ms) => [Math.min(a, ms), Math.max(b, ms)], [durationMs, 0]);
  const least = Math.min(leastMs, durationMs * leastPart);
  const pad = Math.max((last - first) * padding, (least - (last - first)) / 2);
  const [fromMs, toMs] = [Math.max(0, first - pad), Math.min(durationMs, last + pad)];
  return toMs - fromMs > durationMs * most
    ? { fromMs: 0, toMs: durationMs, shownBy, rule }
    : { fromMs, toMs, shownBy, rule };
}

import type { HistoryEvent, RootType } from '#harness/contract/history-event.ts';
import type { ReportData } from '#harness/contract/report-data.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { cutMiddle } from './cut-middle.ts';
import { differences } from './differences.ts';
import { duplicates } from './duplicates.ts';
import { keepEvents } from './keep-events.ts';
import { replicaTimelines } from './replica-timelines.ts';
import { reportPayloads } from './report-payloads.ts';

export interface ReportDataOptions {
  readonly view: RunView;
  /** The verdict's sentences, the most important first. */
  readonly sentences: readonly string[];
  /** Named roots and their types; roots that edits touch are known without being named. */
  readonly roots: Readonly<Record<string, RootType>>;
  /** Most events that the report may hold. */
  readonly maxEvents: number;
}

/** Most readings of replicas that a report holds; beyond it, they are sampled. */
const mostVersions = 4_000;

/** Longest text argument of an edit, UTF-16 units. */
const longestArgument = 1_000;

/** Most events that keep a report small enough to open at once. */
export const mostEvents = 20_000;

/** Computes with Yjs what the HTML report shows without it. */
export function buildReportData(options: ReportDataOptions): ReportData {
  const { view, sentences } = options;
  const { history, record } = view;
  const { events, leftOut } = keepEvents(history.events, options.maxEvents);
  const replayed = replicaTimelines(history, options.roots, mostVersions);
  const isTwice = record.checks.some(
    ({ rule, verdict }) => rule === 'LOSS-3' && verdict === 'fail',
  );
  return {
    version: 1,
    record,
    title: view.title,
    rules: view.rules,
    replay: view.replay,
    sentences,
    topology: history.topology,
    rooms: history.rooms,
    durationMs: history.events.at(-1)?.atMs ?? 0,
    events: events.map(withoutBulk),
    leftOut: [...leftOut, ...replayed.leftOut],
    payloads: reportPayloads(history, events),
    timelines: replayed.timelines,
    differences: [...differences(history), ...(isTwice ? duplicates(history) : [])],
    shrunk: view.shrunk,
    neighbour: view.neighbour,
  };
}

/** A snapshot's content is in the timelines already; what was pasted is in the schedule. */
function withoutBulk(event: HistoryEvent): HistoryEvent {
  if (event.kind === 'snapshot') return { ...event, content: null };
  if (event.kind !== 'edit') return event;
  const args = event.args.map((arg) =>
    typeof arg === 'string' ? cutMiddle(arg, longestArgument) : arg,
  );
  const token = event.token === undefined ? {} : { token: cutMiddle(event.token, longestArgument) };
  return { ...event, args, ...token };
}

import type { ReportData } from '#harness/contract/report-data.ts';
import type { RootType } from '#harness/contract/history-event.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { buildReportData, mostEvents } from '#harness/diagnosis/report/build-report-data.ts';
import { verdictSentences } from '#reports/model/verdict-sentences.ts';

/** What the page of a run shows. */
export function pageData(
  view: RunView,
  roots: Readonly<Record<string, RootType>> = {},
): ReportData {
  return buildReportData({
    view,
    // What it shrank to and what passes have sections of their own.
    sentences: verdictSentences({ ...view, shrunk: null, neighbour: null }),
    roots,
    maxEvents: mostEvents,
  });
}

import type { ReportData } from '#harness/contract/report-data.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { buildReportData } from '#harness/diagnosis/report/build-report-data.ts';
import { verdictSentences } from '../model/verdict-sentences.ts';

/** The report of a view, complete, without a shrunk schedule or a neighbour unless given. */
export function reportOf(view: RunView, more: Partial<ReportData> = {}): ReportData {
  const data = buildReportData({
    view,
    sentences: verdictSentences(view),
    roots: {},
    maxEvents: 50_000,
  });
  return { ...data, ...more };
}

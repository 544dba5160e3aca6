import type { ReportData } from '#harness/contract/report-data.ts';
import type { Output, Reporter } from '#harness/contract/reporter.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { renderHtml } from './html/render-html.ts';
import { reportName } from './report-name.ts';

/** The page of one run as a file to write; `build` is diagnosis, which reads Yjs. */
export function htmlReport(
  view: RunView,
  build: (view: RunView) => ReportData,
): Output & { readonly to: 'file' } {
  return { to: 'file', name: `${reportName(view.record)}.html`, text: renderHtml(build(view)) };
}

/** A page for each run; the command writes the index that leads to them. */
export function createHtmlReporter(build: (view: RunView) => ReportData): Reporter {
  return { name: 'html', run: (view) => [htmlReport(view, build)], end: () => [] };
}

import type { ConformanceReporter } from './conformance-reporter.ts';
import { matrixHtml } from './matrix-html.ts';

/** The page of the matrix in `conformance.html`, with a column for each target that was run. */
export const conformanceHtml: ConformanceReporter = {
  name: 'html',
  tell: (report) => [{ to: 'file', name: 'conformance.html', text: matrixHtml(report) }],
};

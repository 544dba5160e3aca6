import type { ConformanceReporter } from './conformance-reporter.ts';

/** The report as one JSON document on stdout. */
export const conformanceJson: ConformanceReporter = {
  name: 'json',
  tell: (report) => [{ to: 'stdout', text: `${JSON.stringify(report, null, 2)}\n` }],
};

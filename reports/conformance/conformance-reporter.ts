import type { ConformanceReport } from '#harness/contract/conformance-report.ts';
import type { Output } from '#harness/contract/reporter.ts';

/** How a conformance report is told. Stateless and pure. */
export interface ConformanceReporter {
  readonly name: string;
  tell(report: ConformanceReport, options: { readonly color: boolean }): readonly Output[];
}

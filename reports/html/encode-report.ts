import { deflateRawSync } from 'node:zlib';
import type { ReportData } from '#harness/contract/report-data.ts';

/** A report as base64 of deflated JSON: small, and free of anything that could be markup. */
export function encodeReport(data: ReportData): string {
  return deflateRawSync(JSON.stringify(data), { level: 9 }).toString('base64');
}

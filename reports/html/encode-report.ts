import { deflateRawSync } from 'node:zlib';
import type { ReportData } from '#harness/contract/report-data.ts';
import { packEvents } from './app/pack-events.ts';

/** A report as base64 of deflated JSON: small, and free of anything that could be markup. */
export function encodeReport(data: ReportData): string {
  const { events, ...rest } = data;
  const packed = JSON.stringify({ ...rest, packed: packEvents(events) });
  return deflateRawSync(packed, { level: 9 }).toString('base64');
}

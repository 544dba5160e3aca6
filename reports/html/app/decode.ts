import type { ReportData } from '#harness/contract/report-data.ts';
import { unpackEvents, type PackedEvents } from './pack-events.ts';

/** Reads what `encodeReport` wrote into the page: deflated JSON in base64, events by columns. */
export async function decodeReport(base64: string): Promise<ReportData> {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  // Written by this package's own encodeReport, whose input is typed.
  const { packed, ...rest } = (await new Response(stream).json()) as Omit<ReportData, 'events'> & {
    readonly packed: PackedEvents;
  };
  return { ...rest, events: unpackEvents(packed) };
}

import { readFileSync } from 'node:fs';
import type { ReportData } from '#harness/contract/report-data.ts';
import { escapeHtml } from '../format/escape-html.ts';
import { encodeReport } from './encode-report.ts';

/** Where the template is filled, in one pass: what is filled in is never looked at again. */
const slot = /\{\{yardstick:(\w+)\}\}/g;

let template: string | undefined;

/**
 * One HTML file that needs nothing else: the template that `build-template.ts` made, filled with the
 * run. The verdict's sentences are in it as text too, for readers without scripts.
 */
export function renderHtml(data: ReportData): string {
  template ??= readFileSync(new URL('template.html', import.meta.url), 'utf8');
  const [first = data.record.verdict, ...rest] = data.sentences;
  const plain = [first, ...rest, `Replay: ${data.replay}`].map(
    (line) => `<p>${escapeHtml(line)}</p>`,
  );
  const values: Readonly<Record<string, string>> = {
    title: escapeHtml(`${data.record.verdict}: ${data.record.scenario} seed ${data.record.seed}`),
    plain: plain.join(''),
    data: encodeReport(data),
  };
  return template.replace(slot, (_, name: string) => values[name] ?? '');
}

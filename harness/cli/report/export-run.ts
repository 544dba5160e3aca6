import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunView } from '#harness/contract/run-view.ts';
import { readStoredRun } from '#harness/history/read-stored-run.ts';
import { toChromeTrace } from '#reports/exports/to-chrome-trace.ts';
import { toMermaid } from '#reports/exports/to-mermaid.ts';
import { toUpdates } from '#reports/exports/to-updates.ts';
import { renderHtml } from '#reports/html/render-html.ts';
import { pageData } from './page-data.ts';
import { linesOf } from './lines-of.ts';

export const exportFormats = ['html', 'mermaid', 'trace', 'updates'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** The text of a stored run in another format; for updates, the folder they were written to. */
export function exportRun(file: string, format: ExportFormat, output: string): string {
  const view = readStoredRun(linesOf(file), file);
  switch (format) {
    case 'html':
      return renderHtml(pageData(view));
    case 'mermaid':
      return toMermaid(view);
    case 'trace':
      return toChromeTrace(view);
    case 'updates':
      return writeUpdates(view, output);
  }
}

/** One folder for each replica, with one file for each update: `0000.bin`, `0001.bin`, ... */
function writeUpdates(view: RunView, output: string): string {
  for (const { replica, updates } of toUpdates(view)) {
    const folder = join(output, replica.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, ''));
    mkdirSync(folder, { recursive: true });
    for (const [index, update] of updates.entries()) {
      writeFileSync(join(folder, `${String(index).padStart(4, '0')}.bin`), update);
    }
  }
  return `${output}\n`;
}

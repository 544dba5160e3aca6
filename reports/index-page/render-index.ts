import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RunVerdict } from '#harness/contract/verdict.ts';
import { escapeHtml } from '../format/escape-html.ts';
import { formatCount } from '../format/format-count.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { printable } from '../format/printable.ts';
import type { IndexEntry } from './index-entry.ts';

const marks: Readonly<Record<RunVerdict, string>> = {
  pass: '✓',
  known: '✓',
  fail: '✗',
  unknown: '?',
  unsupported: '?',
};
const order: readonly RunVerdict[] = ['fail', 'unknown', 'unsupported', 'known', 'pass'];

/**
 * The index page of many runs: red ones first, filters by verdict, family, rule and target, links to
 * the reports. A table of plain HTML that needs its script for the filters only. Of green runs at most
 * `mostGreen` are listed; all are counted.
 */
export function renderIndex(entries: readonly IndexEntry[], mostGreen = Infinity): string {
  const script = readFileSync(new URL('filter.mjs', import.meta.url), 'utf8');
  const style = ['../base.css', 'style.css']
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('');
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  const sorted = [...entries].sort(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
      compare(a.family, b.family) ||
      compare(a.scenario, b.scenario) ||
      (a.seed ?? 0) - (b.seed ?? 0),
  );
  const red = sorted.filter(({ verdict }) => !isGreen(verdict));
  const listed = sorted.slice(0, red.length + mostGreen);
  const unlisted = sorted.length - listed.length;
  const counts = order
    .map((verdict) => ({
      verdict,
      count: entries.filter((entry) => entry.verdict === verdict).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`);
  const unique = (values: readonly string[]): readonly string[] =>
    [...new Set(values)].sort(compare);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${counts.join(', ')}: Yardstick</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${formatCount(entries.length, 'run')}: ${counts.join(', ')}</h1>
<form hidden aria-label="Filter">
${select(
  'verdict',
  order.filter((verdict) => entries.some((entry) => entry.verdict === verdict)),
)}
${select('family', unique(entries.map(({ family }) => family)))}
${select('rule', unique(entries.flatMap(({ broken }) => broken)))}
${select('target', unique(entries.map(({ target }) => target)))}
<label>text <input type="search" name="text"></label>
<output></output>
</form>
<table aria-label="Runs">
<thead><tr><th scope="col">verdict</th><th scope="col">run</th><th scope="col">seed</th><th scope="col">target</th><th scope="col">broken rules</th><th scope="col">simulated</th></tr></thead>
<tbody>
${listed.map(row).join('\n')}
</tbody>
</table>${unlisted === 0 ? '' : `\n<p>${formatCount(unlisted, 'green run')} more, not listed.</p>`}
</main>
<script type="module">${script}</script>
</body>
</html>
`;
}

function row(entry: IndexEntry): string {
  const { scenario, family, seed, target, verdict, broken, sentence, virtualMs, replay, href } =
    entry;
  const name = text(scenario);
  const link = href === null ? name : `<a href="${escapeHtml(href)}">${name}</a>`;
  const data = `data-verdict="${verdict}" data-family="${escapeHtml(family)}" data-rules="${escapeHtml(broken.join(' '))}" data-target="${escapeHtml(target)}"`;
  const rules = broken.map((rule) => `<span class="nowrap">${text(rule)}</span>`).join(' ');
  const simulated = virtualMs === null ? '' : formatSeconds(virtualMs, 1);
  return [
    `<tr ${data}><td class="nowrap ${verdict}">${marks[verdict]} ${verdict}</td>`,
    `<th scope="row" class="run">${link}`,
    ...(sentence === '' ? [] : [`<p>${text(sentence)}</p>`]),
    `<code>${text(replay)}</code></th>`,
    `<td class="number" data-label="seed">${seed ?? ''}</td><td data-label="target">${text(target)}</td>`,
    `<td class="rules" data-label="broken">${rules}</td>`,
    `<td class="number nowrap" data-label="simulated">${simulated}</td></tr>`,
  ].join('');
}

function isGreen(verdict: RunVerdict): boolean {
  return verdict === 'pass' || verdict === 'known';
}

function select(name: string, values: readonly string[]): string {
  const options = values
    .map((value) => `<option value="${escapeHtml(value)}">${text(value)}</option>`)
    .join('');
  return `<label>${name} <select name="${name}"><option value="">all</option>${options}</select></label>`;
}

function text(value: string): string {
  return escapeHtml(printable(value));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hashOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}

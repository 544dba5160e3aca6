import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type {
  CaseResult,
  ConformanceReport,
  TargetRun,
} from '#harness/contract/conformance-report.ts';
import { escapeHtml } from '../format/escape-html.ts';
import { printable } from '../format/printable.ts';
import { countVerdicts } from './count-verdicts.ts';
import { formatWire } from './format-wire.ts';
import { matrixRows, runsOf, type MatrixRow } from './matrix-rows.ts';
import { sentenceOf } from './sentence-of.ts';
import { markOf, verdictOf, type CaseVerdict } from './verdict-of.ts';

/**
 * The matrix as one page that works from disk and without a network: targets x cases, each cell a
 * link to what happened, with its wire log. It needs no script.
 */
export function matrixHtml(report: ConformanceReport): string {
  const style = ['../base.css', 'matrix.css']
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('');
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const runs = runsOf(report);
  const rows = matrixRows(report);
  const families = [...new Set(rows.map(({ family }) => family))];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Conformance of Yjs servers: Yardstick</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Conformance of Yjs servers</h1>
<p>${rows.length} cases, ${runs.length} servers, ${escapeHtml(report.date.slice(0, 10))}, ${escapeHtml(report.runtime)}.
<span class="pass">✓</span> passes, <span class="fail">✗</span> fails, ± fails sometimes, <span class="unsupported">–</span> does not apply. Choose a cell to see what was sent and received.</p>
${summary(report)}
<div class="scroll">
<table class="matrix">
<thead><tr><th scope="col">case</th>${runs.map(columnHead).join('')}</tr></thead>
<tbody>
${families.map((family) => familyRows(family, rows, runs)).join('\n')}
</tbody>
</table>
</div>
${runs.map((run) => `<section><h2>${escapeHtml(run.name)}</h2>\n${run.results.map((result) => evidence(run, result)).join('\n')}</section>`).join('\n')}
</main>
</body>
</html>
`;
}

function summary({ targets }: ConformanceReport): string {
  const items = targets.map((target) =>
    target.kind === 'run'
      ? `<li><b>${escapeHtml(target.name)}</b> ${escapeHtml(target.version)}: ${countVerdicts(target.results)}</li>`
      : `<li><b>${escapeHtml(target.name)}</b> not run: ${escapeHtml(target.reason)}. <code>${escapeHtml(target.remedy)}</code></li>`,
  );
  return `<ul>${items.join('\n')}</ul>`;
}

function columnHead({ name, version }: TargetRun): string {
  return `<th scope="col"><span>${escapeHtml(name)}</span> <small>${escapeHtml(version)}</small></th>`;
}

function familyRows(
  family: string,
  rows: readonly MatrixRow[],
  runs: readonly TargetRun[],
): string {
  const head = `<tr class="family"><th colspan="${runs.length + 1}" scope="rowgroup">${escapeHtml(family)}</th></tr>`;
  const body = rows
    .filter((row) => row.family === family)
    .map(({ id, level, title, source, cells }) => {
      const marks = runs.map((run, index) => cell(run, cells[index] ?? null)).join('');
      return `<tr><th scope="row" title="${escapeHtml(source)}"><code>${id}</code> <small>${level}</small> <span>${escapeHtml(title)}</span></th>${marks}</tr>`;
    });
  return [head, ...body].join('\n');
}

function cell(run: TargetRun, result: CaseResult | null): string {
  if (result === null) return '<td></td>';
  const verdict = verdictOf(result);
  const race = result.expectedFailure?.occurs === 'sometimes';
  const happened = `${words[verdict]}${race ? ' this time, a race' : ''}`;
  const label = escapeHtml(printable(`${run.name}, ${result.id}: ${happened}`));
  return `<td class="${race ? 'known' : verdict}"><a href="#${anchor(run, result)}" aria-label="${label}" title="${label}">${markOf(result)}</a></td>`;
}

const words: Readonly<Record<CaseVerdict, string>> = {
  pass: 'passes',
  fail: 'fails',
  known: 'fails, as is known',
  unsupported: 'does not apply',
  error: 'error of the harness',
};

function anchor({ name }: TargetRun, { id }: CaseResult): string {
  return encodeURIComponent(`${name}-${id}`);
}

function evidence(run: TargetRun, result: CaseResult): string {
  const { id, level, title, source, expectedFailure, replay } = result;
  const known =
    expectedFailure === undefined
      ? ''
      : `<p>${expectedFailure.occurs === 'sometimes' ? 'Fails sometimes' : 'Known'}: ${escapeHtml(expectedFailure.reason)} ${linkTo(expectedFailure.link)}</p>`;
  const wire = formatWire(result).map(escapeHtml).join('\n');
  // A browser opens the details around the target of a link.
  return `<article class="${verdictOf(result)}">
<h3>${markOf(result)} <code>${id}</code> ${level} ${escapeHtml(title)}</h3>
<p>${escapeHtml(printable(sentenceOf(result)))}</p>${known}
<details><summary>source, wire log, replay</summary>
<p id="${anchor(run, result)}">${escapeHtml(source)}</p>
<pre>${wire}</pre>
<p><code>${escapeHtml(replay)}</code></p></details>
</article>`;
}

/** A link only where it is one of the web; a path of the repository is shown as text. */
function linkTo(link: string): string {
  const text = escapeHtml(link);
  return link.startsWith('https://') ? `<a href="${text}">${text}</a>` : `<code>${text}</code>`;
}

import type { CaseResult, TargetReport } from '#harness/contract/conformance-report.ts';
import { escapeXml } from '../format/escape-xml.ts';
import type { ConformanceReporter } from './conformance-reporter.ts';
import { formatWire } from './format-wire.ts';
import { sentenceOf } from './sentence-of.ts';
import { verdictOf } from './verdict-of.ts';

/** JUnit XML in `conformance-junit.xml`: a suite for each target, a test case for each case. */
export const conformanceJunit: ConformanceReporter = {
  name: 'junit',
  tell: ({ targets }) => [
    {
      to: 'file',
      name: 'conformance-junit.xml',
      text: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="yardstick conformance">',
        ...targets.map(toSuite),
        '</testsuites>',
        '',
      ].join('\n'),
    },
  ],
};

function toSuite(target: TargetReport): string {
  const results = target.kind === 'run' ? target.results : [];
  const count = (...verdicts: string[]): number =>
    results.filter((result) => verdicts.includes(verdictOf(result))).length;
  const head = attributes({
    name: target.name,
    tests: String(results.length),
    failures: String(count('fail')),
    errors: String(count('error')),
    skipped: String(count('unsupported', 'known')),
    time: target.kind === 'run' ? (target.wallMs / 1000).toFixed(3) : '0',
  });
  return [
    `  <testsuite${head}>`,
    ...results.map((result) => toCase(target.name, result)),
    '  </testsuite>',
  ].join('\n');
}

function toCase(target: string, result: CaseResult): string {
  const { id, level, title, durationMs, family, replay } = result;
  const head = `    <testcase${attributes({
    name: `${id} ${level} ${title}`,
    classname: `conformance.${target}.${family}`,
    time: (durationMs / 1000).toFixed(3),
  })}`;
  const verdict = verdictOf(result);
  const message = sentenceOf(result);
  switch (verdict) {
    case 'pass':
      return `${head}/>`;
    case 'unsupported':
    case 'known':
      return `${head}><skipped${attributes({ message })}/></testcase>`;
    case 'fail':
    case 'error': {
      const tag = verdict === 'fail' ? 'failure' : 'error';
      const text = [message, ...formatWire(result), `again: ${replay}`].join('\n');
      return `${head}><${tag}${attributes({ message })}>${escapeXml(text)}</${tag}></testcase>`;
    }
  }
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

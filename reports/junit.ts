import type { Reporter, RunSummary } from '#harness/contract/reporter.ts';
import type { CheckResult } from '#harness/contract/verdict.ts';
import { verdictSentences } from './model/verdict-sentences.ts';
import { escapeXml } from './format/escape-xml.ts';

/**
 * JUnit XML as Jenkins's `junit-10.xsd` has it: a suite for each run, a case for its verdict and one
 * for each rule. A rule that could not be judged is skipped; an inconclusive run is an error.
 */
export const junit: Reporter = {
  name: 'junit',
  run: () => [],
  end: (runs) => [{ to: 'file', name: 'junit.xml', text: toJunitXml(runs) }],
};

export function toJunitXml(runs: readonly RunSummary[]): string {
  const suites = runs.map(toSuite);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="yardstick">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly text: string;
}

function toSuite(run: RunSummary): string {
  const { record } = run;
  const cases = [verdictCase(run), ...record.checks.map((check) => checkCase(run, check))];
  const count = (outcome: Outcome): number =>
    cases.filter((entry) => entry.outcome === outcome).length;
  const seconds = (record.wallMs / 1000).toFixed(3);
  const suite = attributes({
    name: `${record.scenario} seed ${record.seed}`,
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    skipped: String(count('skipped')),
    time: seconds,
  });
  const properties = Object.entries({
    title: run.title,
    seed: String(record.seed),
    via: record.via,
    node: record.node,
    history: record.historyHash ?? '',
    replay: run.replay,
  }).map(([name, value]) => `      <property${attributes({ name, value })}/>`);
  return [
    `  <testsuite${suite}>`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases.map((entry, index) => toCase(record.scenario, entry, index === 0 ? seconds : '0')),
    '  </testsuite>',
  ].join('\n');
}

function verdictCase(run: RunSummary): Case {
  const { verdict } = run.record;
  const green = verdict === 'pass' || verdict === 'known';
  const sentences = verdictSentences(run);
  return {
    name: `verdict: ${run.title}`,
    outcome: green ? 'passed' : verdict === 'fail' ? 'failure' : 'error',
    message: sentences[0] ?? verdict,
    text: [...sentences, `replay: ${run.replay}`].join('\n'),
  };
}

function checkCase({ record, replay }: RunSummary, check: CheckResult): Case {
  const outcomes = {
    pass: 'passed',
    unknown: 'skipped',
    fail: record.verdict === 'known' ? 'skipped' : 'failure',
  } as const;
  return {
    name: `${check.rule} ${check.title}`,
    outcome: outcomes[check.verdict],
    message: check.detail,
    text: [...check.findings.map(({ detail }) => detail), `replay: ${replay}`].join('\n'),
  };
}

function toCase(scenario: string, { name, outcome, message, text }: Case, time: string): string {
  const head = `    <testcase${attributes({ name, classname: `yardstick.${scenario.replaceAll('/', '.')}`, time })}`;
  if (outcome === 'passed') return `${head}/>`;
  const body =
    outcome === 'skipped'
      ? `<skipped${attributes({ message })}/>`
      : `<${outcome}${attributes({ message, type: outcome === 'failure' ? 'broken rule' : 'inconclusive' })}>${escapeXml(text)}</${outcome}>`;
  return `${head}>${body}</testcase>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

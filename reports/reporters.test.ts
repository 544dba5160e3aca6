import { describe, expect, test } from 'vitest';
import type { Output, Reporter, RunSummary } from '#harness/contract/reporter.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit, toJunitXml } from './junit.ts';
import { list } from './list.ts';
import { chooseReporters } from './reporters.ts';
import { tap } from './tap.ts';
import { hostileRun, lostRun } from './testing/failing-runs.ts';
import { junitFaults, readXml } from './testing/junit-schema.ts';
import { createSampleRun } from './testing/sample-run.ts';

const options = { color: false, width: 100, planned: 1 };
const unknown = createSampleRun({
  verdict: 'unknown',
  checks: [],
  reasons: ['a mark was never reached'],
});
const runs: readonly RunSummary[] = [createSampleRun(), lostRun(), unknown, hostileRun()];

function only(reporter: Reporter, told: readonly RunSummary[]): Output {
  const [output, ...others] = reporter.end(told, options);
  if (output === undefined || others.length > 0) throw new Error('not one output');
  return output;
}

describe('json', () => {
  test('is the record of one run', () => {
    const view = lostRun();
    expect(JSON.parse(only(json, [view]).text)).toEqual(view.record);
  });

  test('is {runs} of several, and owns stdout', () => {
    const output = only(json, runs);
    expect(output.to).toBe('stdout');
    expect(JSON.parse(output.text)).toEqual({ runs: runs.map(({ record }) => record) });
  });
});

describe('junit', () => {
  test('is valid against the schema, also with hostile text', () => {
    expect(junitFaults(toJunitXml(runs))).toEqual([]);
  });

  test('the schema check itself finds faults', () => {
    const bad =
      '<testsuites><testsuite name="a" colour="red"><testcase name="b"><failure/><skipped/></testcase></testsuite></testsuites>';
    expect(junitFaults(bad)).toEqual([
      'testsuite has no attribute colour',
      'testsuite lacks tests',
      'skipped is out of place in testcase',
    ]);
  });

  test('counts what it lists, and keeps every character that XML can hold', () => {
    const suites = readXml(only(junit, runs).text).children;
    expect(
      suites.map(({ attributes }) => [
        attributes['tests'],
        attributes['failures'],
        attributes['errors'],
      ]),
    ).toEqual([
      ['5', '0', '0'],
      ['5', '2', '0'],
      ['1', '0', '1'],
      ['5', '2', '0'],
    ]);
    const failure = suites[3]?.children[1]?.children[0];
    expect(failure?.attributes['message']).toContain(
      '</script><img src=x onerror="globalThis.pwned=1">',
    );
  });
});

describe('tap', () => {
  test('has a test point for each run, and the reason below one that is not ok', () => {
    expect(only(tap, runs.slice(0, 2)).text).toBe(
      [
        'TAP version 14',
        '1..2',
        'ok 1 - offline/offline-desktop seed 7: A desktop browser edits offline, reconnects, and every device converges',
        'not ok 2 - offline/offline-desktop seed 7: A desktop browser edits offline, reconnects, and every device converges',
        '  ---',
        '  verdict: fail',
        '  message: "LOSS-1  the laptop browser never got \\" k17\\", which the phone wrote at 3.000 s It travelled phone → laptop node (3.005) and stopped there. The laptop node held it, and sent its browser nothing between 3.005 s and the end."',
        '  broken: ["LOSS-1"]',
        '  replay: "pnpm scenario offline-desktop --seed 7"',
        '  ...',
        '',
      ].join('\n'),
    );
  });

  test('keeps hostile text on its line', () => {
    expect(only(tap, [hostileRun()]).text.split('\n')).toHaveLength(10);
  });
});

describe('github', () => {
  const [annotations, summary] = github.end(runs, options);

  test('annotates each run that is not green, on one line', () => {
    const lines = annotations?.text.trimEnd().split('\n') ?? [];
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(
      '::error title=LOSS-1 offline/offline-desktop seed 7::LOSS-1  the laptop browser never got " k17", which the phone wrote at 3.000 s%0AIt travelled phone → laptop node (3.005) and stopped there.%0AThe laptop node held it, and sent its browser nothing between 3.005 s and the end.%0AReplay: pnpm scenario offline-desktop --seed 7',
    );
    expect(lines[1]).toMatch(/^::warning title=unknown offline/);
  });

  test('sums up all runs in Markdown that no text of a run can break', () => {
    expect(summary?.to).toBe('step-summary');
    expect(summary?.text).toContain('### Yardstick: 1 of 4 green');
    expect(summary?.text).not.toContain('<img');
  });

  test('says nothing but the summary when all is green', () => {
    expect(github.end([createSampleRun()], options).map(({ to }) => to)).toEqual(['step-summary']);
  });
});

describe('list', () => {
  test('tells each run at once, and after several what they came to', () => {
    expect(list.run(lostRun(), options)[0]?.text).toContain('FAIL  LOSS-1');
    expect(only(list, runs).text).toContain('4 runs: 1 pass, 2 fail, 1 unknown');
    expect(list.end([lostRun()], options)).toEqual([]);
  });
});

describe('chooseReporters', () => {
  const names = (chosen: readonly Reporter[]): readonly string[] => chosen.map(({ name }) => name);

  test('takes list by default, and github too under GitHub Actions', () => {
    expect(names(chooseReporters([], {}, []))).toEqual(['list']);
    expect(names(chooseReporters([], { GITHUB_ACTIONS: 'true' }, []))).toEqual(['list', 'github']);
  });

  test('takes several at once, each once', () => {
    expect(names(chooseReporters(['json', 'junit', 'junit'], {}, []))).toEqual(['json', 'junit']);
  });

  test('refuses an unknown name, and two documents on stdout', () => {
    expect(() => chooseReporters(['yaml'], {}, [])).toThrow(
      '--reporter is "yaml"; it must be one of list',
    );
    expect(() => chooseReporters(['json', 'tap'], {}, [])).toThrow('both own stdout');
  });
});

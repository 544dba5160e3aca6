import { describe, expect, test } from 'vitest';
import { chain, mesh, star } from '#harness/topology/presets.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { crashedRun, hostileRun, lostRun, stuckRun } from '../testing/failing-runs.ts';
import { createSampleRun } from '../testing/sample-run.ts';
import { renderRun } from './render-run.ts';
import { textWidth } from './text-width.ts';

const plain = { color: false, width: 100 };

function withReport(view: RunView): RunView {
  return { ...view, record: { ...view.record, report: 'yardstick-report/offline-desktop-7.html' } };
}

describe('a passing run', () => {
  const text = renderRun(createSampleRun(), plain);

  test('reads from what was simulated to the verdict', () => {
    expect(text).toMatchInlineSnapshot(`
      "offline-desktop  A desktop browser edits offline, reconnects, and every device converges
      seed 7, via memory, node yardstick, 6 replicas of room "blog"

                                        o phone
                        ┌───────────────┼───────────────┐
                        ▼               │               ▼
            laptop-node ● ◄──────────── │ ────────────► ● desktop-node
                        ▲│              ▼              │✂
                        │└────────────► ● cloud ◄──────┘│
         laptop-browser o                               o desktop-browser

         ✂ 1.000–6.000 s  desktop-browser offline

           0.500 s      phone edits                       "Notes"
           1.000 s   ✂  the desktop browser goes offline  for 5.000 s
           1.250 s   1  the desktop browser edits         "Draft "
           3.000 s   2  the phone writes on               " k17"
           6.000 s   3  the desktop browser reconnects    after 5.000 s
           6.400 s   4  all six converge                  0.038 s after the heal

         replica          content    state                   client id  status
         phone            1dc8 ab8f  15 clocks of 2 writers  1830274    synced x3
         laptop-browser   1dc8 ab8f  15 clocks of 2 writers  1838193    synced x1
         desktop-browser  1dc8 ab8f  15 clocks of 2 writers  1846112    synced x1
         laptop-node      1dc8 ab8f  15 clocks of 2 writers  1854031    synced x2, serves 3
         desktop-node     1dc8 ab8f  15 clocks of 2 writers  1861950    synced x2, serves 3
         cloud            1dc8 ab8f  15 clocks of 2 writers  1869869    serves 3

         ✓ CONV-1  every replica equal  6 replicas, 1 digest
         ✓ LOSS-1  no edit is lost      3 edits
         ✓ ECON-1  flood bound          13.0 messages per edit (flood bound 13, tree 5)
         ✓ 1 other rule holds: STATE-1
         3 edits, 12.3 update messages per edit; 118 messages, 2.1 kB (awareness 41, update 37, step1 20,
         step2 20)

      PASS  converged 0.038 s after the heal   (6.4 s simulated in 0.2 s)   history 22f4 d2f0
      again   pnpm scenario offline-desktop --seed 7
      "
    `);
  });

  test('fits narrower terminals by wrapping and by leaving out columns', () => {
    const lines = renderRun(createSampleRun(), { color: false, width: 60 }).split('\n');
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(60);
    expect(lines.join('\n')).toContain('PASS');
  });

  test('has escape sequences only when colour is wanted', () => {
    expect(text).not.toContain('\u001b');
    expect(renderRun(createSampleRun(), { ...plain, color: true })).toContain('\u001b[');
  });
});

describe('a failing run', () => {
  test('ends with verdict and first violated rule, report, and one replay command', () => {
    const lines = renderRun(withReport(lostRun()), plain).trimEnd().split('\n');
    expect(lines.slice(-6)).toEqual([
      'FAIL  LOSS-1  the laptop browser never got " k17", which the phone wrote at 3.000 s',
      '      It travelled phone → laptop node (3.005) and stopped there.',
      '      The laptop node held it, and sent its browser nothing between 3.005 s and the end.',
      '',
      'report  yardstick-report/offline-desktop-7.html',
      'again   pnpm scenario offline-desktop --seed 7',
    ]);
  });

  test('gives each different content a letter', () => {
    const text = renderRun(lostRun(), plain);
    expect(text).toMatch(/laptop-browser +B [0-9a-f]{4} [0-9a-f]{4}/);
    expect(text).toMatch(/phone +A [0-9a-f]{4} [0-9a-f]{4}/);
  });

  test('says the first finding when there is no diagnosis', () => {
    const text = renderRun({ ...stuckRun(), diagnosis: null }, plain);
    expect(text).toContain('FAIL  CONV-4  laptop-browser holds pending structs of phone');
  });

  test('shows a device that died as stopped', () => {
    expect(renderRun(crashedRun(), plain)).toMatch(/laptop-node +.*stopped/);
  });
});

test('an inconclusive run says why', () => {
  const reasons = ['the mark "fault:offline" was never reached'];
  const view = createSampleRun({ verdict: 'unknown', checks: [], reasons });
  expect(renderRun(view, plain)).toContain('UNKNOWN  the mark "fault:offline" was never reached');
});

test('text from documents and rooms cannot drive the terminal', () => {
  const text = renderRun(hostileRun(), plain);
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  expect(text).toContain('\\u{1b}[31m');
});

test.each([star(4), chain(4), mesh(4)])('draws $name as rails', (topology) => {
  const text = renderRun(createSampleRun({ topology, play: () => undefined, steps: [] }), plain);
  expect(text.split('\n\n')[1]).toMatchSnapshot();
});

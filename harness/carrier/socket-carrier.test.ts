// First: what loads after it finds the ambient names of a browser.
import '#harness/world/install.ts';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadScenario, selectScenarios } from '#harness/cli/catalogue.ts';
import { openCarriers, type Carriers } from '#harness/cli/open-carriers.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { Step } from '#harness/contract/schedule.ts';
import { at, edit } from '#harness/schedule/steps.ts';

/** What of this process a run on sockets could leave behind. */
const ofRuns = new Set(['ProcessWrap', 'TCPServerWrap', 'TCPSocketWrap', 'Timeout']);
const inUse = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((kind) => ofRuns.has(kind))
    .sort();

describe('scenarios over real sockets', () => {
  let carriers: Carriers;
  let usedBefore: string[];

  beforeAll(() => {
    usedBefore = inUse();
    carriers = openCarriers();
  });

  afterAll(() => carriers.close());

  async function scenario(name: string): Promise<Scenario> {
    return loadScenario(selectScenarios(name)[0] ?? '');
  }

  async function record(scenario: Scenario): Promise<RunRecord> {
    return (await carriers.run(scenario, 1, 'toxiproxy')).record;
  }

  /** What a run came to, such that a failure says why. */
  function outcome({ verdict, reasons, checks }: RunRecord): unknown {
    const broken = checks.filter((check) => check.verdict === 'fail');
    return { verdict, reasons, broken: broken.map(({ rule, detail }) => `${rule} ${detail}`) };
  }

  const passed = { verdict: 'pass', reasons: [], broken: [] };

  test.concurrent.each(['offline-desktop', 'cloud-outage', 'two-rooms'])(
    '%s passes',
    async (name) => {
      const run = await record(await scenario(name));
      expect(outcome(run)).toEqual(passed);
      expect([run.via, run.historyHash, run.virtualMs]).toEqual(['toxiproxy', null, null]);
    },
  );

  test.concurrent('partition-heal passes, with a shorter cut', async () => {
    const long = await scenario('partition-heal');
    const steps = long.steps.map((step): Step =>
      'at' in step && step.do === 'heal' ? { ...step, at: 4_500 } : step,
    );
    expect(outcome(await record({ ...long, steps }))).toEqual(passed);
  });

  test('what sockets cannot do is said before anything is started', async () => {
    const able = await scenario('offline-desktop');
    const unable = {
      ...able,
      steps: [
        at(0, { do: 'power-loss', device: 'cloud' }),
        at(0, edit('phone', 'text.insert', 'body', 0, 'x')),
      ],
    };
    const run = await record(unable);
    expect(run.verdict).toBe('unsupported');
    expect(run.reasons).toEqual([expect.stringContaining('the power loss of cloud')]);
    expect(run.counts.edits).toBe(0);
  });

  test('no process, socket, timer or folder is left behind', async () => {
    await carriers.close();
    const folders = await readdir(tmpdir());
    expect(folders.filter((name) => name.startsWith(`yardstick-run-${process.pid}-`))).toEqual([]);
    expect(inUse()).toEqual(usedBefore);
  });
});

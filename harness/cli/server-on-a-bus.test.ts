import '#harness/world/install.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { CutKind } from '#harness/contract/schedule.ts';
import { defineScenario } from '#harness/schedule/define-scenario.ts';
import {
  at,
  crash,
  edit,
  heal,
  note,
  partition,
  quiescent,
  restart,
  synced,
  when,
} from '#harness/schedule/steps.ts';
import { chain, mesh } from '#harness/topology/presets.ts';

const example = (name: string): string => `scenarios/examples/${name}.mjs`;

async function runOn(server: string, scenario: Scenario | string, seed = 1) {
  const { findUnderTest } = await import('./find-under-test.ts');
  const { runScenario } = await import('./run-scenario.ts');
  const { loadScenario } = await import('./catalogue.ts');
  const found = typeof scenario === 'string' ? await loadScenario(scenario) : scenario;
  const { record, history } = await runScenario(found, seed, await findUnderTest(server));
  const broken = record.checks.flatMap(({ rule, verdict }) => (verdict === 'fail' ? [rule] : []));
  return { record, history, verdict: record.verdict, broken };
}

/** Both halves of a bus of two nodes write while the way between them is cut. */
function cutOff(cut: CutKind, forMs: number): Scenario {
  return {
    ...defineScenario({
      title: `The bus is cut: ${cut} for ${forMs} ms`,
      rules: ['CONV-1', 'LOSS-1', 'LIVE-1'],
      topology: chain(2),
      steps: [
        when(synced, note('all in sync')),
        at(1_000, partition(['client-1', 'node-1'], ['client-2', 'node-2'], cut)),
        at(2_000, edit('client-1', 'text.insert', 'body', 0, 'Here. ')),
        at(2_000, edit('client-2', 'text.insert', 'body', 0, 'There. ')),
        at(2_000 + forMs, heal()),
        when(quiescent, note('all converge')),
      ],
      expect: ['fault:partition', 'heal:heal'],
    }),
    id: `test/${cut}-${forMs}`,
  };
}

describe('servers that talk to each other over a bus', () => {
  it.each([
    'relay/phone-edit',
    'partition/two-halves',
    'relay/chain-of-five',
    'relay/hub-lost',
    'reconnect/nobody-shown',
  ])('hold %s, also through nodes that have nobody in the room', async (scenario) => {
    expect(await runOn(example('bus-server'), scenario)).toMatchObject({
      verdict: 'pass',
      broken: [],
    });
  });

  it.each([
    ['blackhole', 5_000],
    ['blackhole', 100_000],
    ['one-way', 5_000],
    ['drop', 5_000],
    ['refuse', 5_000],
  ] as const)('meet again after %s for %i ms', async (cut, forMs) => {
    expect(await runOn(example('bus-server'), cutOff(cut, forMs))).toMatchObject({
      verdict: 'pass',
      broken: [],
    });
  });

  it('lose their subscriptions with their process, and ask when they are back', async () => {
    const scenario = defineScenario({
      title: 'One of three is killed and comes back',
      rules: ['CONV-1', 'LOSS-1'],
      topology: mesh(3),
      steps: [
        when(synced, note('all in sync')),
        at(1_000, crash('node-2')),
        at(2_000, edit('client-1', 'text.insert', 'body', 0, 'Without you. ')),
        at(5_000, restart('node-2')),
        when(quiescent, note('all converge')),
      ],
      expect: ['fault:crash'],
    });
    expect(await runOn(example('bus-server'), { ...scenario, id: 'test/killed' })).toMatchObject({
      verdict: 'pass',
      broken: [],
    });
  });

  it('give the same history for the same seed, and another for another', async () => {
    const hashOf = async (seed: number) =>
      (await runOn(example('bus-server'), 'partition/two-halves', seed)).record.historyHash;
    const first = await hashOf(1);
    expect(await hashOf(1)).toBe(first);
    expect(await hashOf(2)).not.toBe(first);
  });

  it('are seen to publish, on a channel, over links', async () => {
    const { history } = await runOn(example('bus-server'), cutOff('drop', 5_000));
    const published = history.events.filter(({ kind }) => kind === 'publish');
    expect(published[0]).toMatchObject({ channel: 'room', message: 'node-2:1/2' });
    const carried = history.events.filter(
      ({ kind, ...event }) => kind === 'send' && 'frame' in event && event.frame === 'bus',
    );
    expect(new Set(carried.map((event) => 'link' in event && event.link))).toEqual(
      new Set(['node-1->node-2']),
    );
  });
});

describe('a server whose bus is used wrongly', () => {
  it('is caught by ECON-2 where instances ask each other back for ever, two of them or three', async () => {
    const two = await runOn(example('bus-server-asks-back'), 'partition/two-halves');
    expect(two).toMatchObject({ verdict: 'fail', broken: ['ECON-2'] });
    const three = await runOn(example('bus-server-asks-back'), 'relay/phone-edit');
    expect(three).toMatchObject({ verdict: 'fail', broken: ['ECON-2'] });
  });

  it('is caught by CONV-1 where it never asks for what it missed', async () => {
    const { verdict, broken } = await runOn(
      example('bus-server-never-catches-up'),
      'partition/two-halves',
    );
    expect(verdict).toBe('fail');
    expect(broken).toEqual(['CONV-1', 'LOSS-1', 'LIVE-1']);
  });

  it('is caught by AWARE-1 where it tells the others of nobody', async () => {
    expect(await runOn(example('bus-server-keeps-presence'), 'partition/two-halves')).toMatchObject(
      { verdict: 'fail', broken: ['AWARE-1'] },
    );
  });

  it('must name a bus that there is', async () => {
    const { findUnderTest } = await import('./find-under-test.ts');
    const file = join(mkdtempSync(join(tmpdir(), 'own-server-')), 'redis.mjs');
    writeFileSync(
      file,
      "export default { name: 'redis', peers: 'redis', create() { return { accept() {} }; } };",
    );
    await expect(findUnderTest(file)).rejects.toThrow("peers is 'bus', or left out");
  });
});

import '#harness/world/install.ts';
import { convertUpdateFormatV1ToV2, decodeUpdate, encodeStateAsUpdate, Doc } from 'yjs';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '#harness/contract/scenario.ts';
import type {
  DeliverAction,
  EditAction,
  Handling,
  Step,
  Taken,
} from '#harness/contract/schedule.ts';
import type { Handle } from './handlings/handle.ts';
import { handlings, type Handlings } from './handlings/handlings.ts';
import { split } from './handlings/split.ts';

const all: Taken = { is: 'updates', picks: 'all' };

describe('documents that are handed the same updates', () => {
  const names = Object.keys(handlings) as Handling[];

  it.each(names)('are equal when these were %s', async (handling) => {
    expect(await failed(scenarioOf(hand('reader', 'writer', [handling])))).toEqual([]);
  });

  it('are equal when one was handed V2', async () => {
    const inV2: Step[] = [{ at: 5_000, ...hand('reader', 'writer', []), encoding: 'v2' }];
    expect(await failed({ ...scenarioOf(...inV2) })).toEqual([]);
  });

  it('are not compared when one of them was handed less', async () => {
    const some = hand('reader', 'writer', [], { is: 'updates', picks: [0] });
    const { record } = await run({ ...scenarioOf(some), rules: [] });
    expect(record.checks.find(({ rule }) => rule === 'CONV-1')?.verdict).toBe('unknown');
    expect(record.verdict).toBe('pass');
  });

  it('are not looked at while the device sleeps', async () => {
    const asleep: Step[] = [
      { at: 5_000, do: 'sleep', device: 'reader' },
      { at: 6_000, do: 'wake', device: 'reader' },
    ];
    const { record } = await run({
      ...scenarioOf(hand('reader', 'writer', []), ...asleep),
      rules: [],
    });
    expect(record.verdict).toBe('pass');
  });

  it('are not compared when one of them waits for what its updates build on', async () => {
    const late = hand('reader', 'writer', [], { is: 'updates', picks: [1] });
    const { record } = await run({ ...scenarioOf(late), rules: [] });
    expect(record.verdict).toBe('pass');
    expect(record.replicas.map(({ name }) => name)).not.toContain('reader');
  });

  it('give the same history twice', async () => {
    const scenario = scenarioOf(hand('reader', 'writer', ['split', 'reversed', 'twice']));
    const [one, other] = [await run(scenario), await run(scenario)];
    expect(one.record.historyHash).toBe(other.record.historyHash);
  });
});

describe('a broken way of handing updates over is caught', () => {
  it('when it drops an update', async () => {
    const dropsOne: Handle = (updates) => updates.slice(0, -1);
    expect(await caught('recoded', dropsOne)).toEqual(expect.arrayContaining(['CONV-1', 'LOSS-1']));
  });

  it('when it drops what others build on', async () => {
    const dropsFirst: Handle = (updates) => updates.slice(1);
    expect(await caught('recoded', dropsFirst)).toEqual(
      expect.arrayContaining(['CONV-4', 'LOSS-1']),
    );
  });

  const forgetsToConvert: Handle = (updates) => updates.map(convertUpdateFormatV1ToV2);

  it('when it hands V2 bytes of a text to a reader of V1, who notices nothing', async () => {
    expect(await caught('recoded', forgetsToConvert, text)).toEqual(['CONV-1', 'LOSS-1']);
  });

  it('when it hands V2 bytes of XML to a reader of V1, which throws', async () => {
    expect(await caught('recoded', forgetsToConvert)).toEqual(['EXC-1']);
  });

  it('when it loses what was deleted', async () => {
    const structsOnly: Handle = (updates, vector) =>
      split(updates, vector).filter((update) => decodeUpdate(update).structs.length > 0);
    expect(await caught('split', structsOnly)).toEqual(
      expect.arrayContaining(['CONV-1', 'LOSS-2']),
    );
  });

  it('when its merge forgets a struct', async () => {
    const forgets: Handle = (updates, vector) =>
      handlings.merged(split(updates, vector).slice(1), vector);
    expect(await caught('merged', forgets)).toEqual(expect.arrayContaining(['CONV-4', 'LOSS-1']));
  });

  it('when it answers with nothing instead of what is needed', async () => {
    const nothing: Handle = (updates) => updates.map(() => encodeStateAsUpdate(new Doc()));
    expect(await caught('needed', nothing)).toContain('CONV-1');
  });

  it('when it hands over what cannot be read', async () => {
    const cuts: Handle = (updates) => updates.map((update) => update.subarray(0, 3));
    expect(await caught('recoded', cuts)).toContain('EXC-1');
  });
});

/** Rules that fail when one handling is broken. The same scenario fails none when it is not. */
async function caught(
  name: Handling,
  broken: Handle,
  edits: readonly EditAction[] = everything,
): Promise<readonly string[]> {
  const scenario = scenarioWith(edits, [hand('reader', 'writer', [name])]);
  expect(await failed(scenario)).toEqual([]);
  return failed(scenario, { ...handlings, [name]: broken });
}

async function failed(scenario: Scenario, broken?: Handlings): Promise<readonly string[]> {
  const { record } = await run(scenario, broken);
  if (broken === undefined) expect(record.verdict).toBe('pass');
  return record.checks.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
}

async function run(scenario: Scenario, broken?: Handlings) {
  const { runDeliveries } = await import('#harness/cli/run-deliveries.ts');
  return runDeliveries(scenario, 1, broken === undefined ? {} : { handlings: broken });
}

/** What the writer does: inserts and deletes, overwrites a value, and more. */
const text = [
  edit('text.insert', 'text', 0, 'Hello'),
  edit('text.insert', 'text', 5, ' World'),
  edit('text.delete', 'text', 2, 3),
];
const everything = [
  ...text,
  edit('map.set', 'map', 'key', 1),
  edit('map.set', 'map', 'key', 2),
  edit('xml.insert', 'page', 0, 'paragraph', 'one'),
  edit('array.push', 'array', [1, 2]),
];

function scenarioOf(...last: readonly (DeliverAction | Step)[]): Scenario {
  return scenarioWith(everything, last);
}

/** The writer edits; then comes what is to be judged. */
function scenarioWith(
  edits: readonly EditAction[],
  last: readonly (DeliverAction | Step)[],
): Scenario {
  const steps = [...edits, ...last];
  return {
    id: 'delivery/test',
    title: 'A reader is handed what a writer wrote',
    rules: ['CONV-1', 'LOSS-1'],
    topology: {
      name: 'two documents',
      syncNodes: {},
      devices: ['writer', 'reader'].map((name) => ({
        ...{ kind: 'client', name, dials: [], storage: 'none' },
        gc: name === 'reader',
      })),
      link: { latencyMs: 0, jitterMs: 0, connectDelayMs: 0 },
    },
    steps: steps.map((step, index) => ('at' in step ? step : { at: 100 * (index + 1), ...step })),
    expect: [],
  };
}

function edit(action: string, ...args: EditAction['args']): EditAction {
  return { do: 'edit', device: 'writer', action, args };
}

function hand(
  device: string,
  from: string,
  handling: readonly Handling[],
  take: Taken = all,
): DeliverAction {
  return { do: 'deliver', device, from, take, handling, encoding: 'v1' };
}

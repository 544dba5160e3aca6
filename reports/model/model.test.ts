import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#harness/contract/history-event.ts';
import { mesh, star } from '#harness/topology/presets.ts';
import { reference } from '#harness/topology/reference.ts';
import { createSampleRun } from '../testing/sample-run.ts';
import { crashedRun, lostRun } from '../testing/failing-runs.ts';
import { reportOf } from '../testing/report-of.ts';
import { coneOf, editsOf } from './edit-cone.ts';
import { parseFilter } from './event-filter.ts';
import { faultWindows } from './fault-window.ts';
import { flightsOf } from './flights.ts';
import { focusOf } from './focus.ts';
import { laneBands } from './lane-band.ts';
import { linkStatesAt } from './link-state.ts';
import { placeDevices } from './place-devices.ts';
import { presenceSpans } from './presence-span.ts';
import { createReplicaReader } from './replica-at.ts';
import { textDiff } from './text-diff.ts';

const data = reportOf(lostRun());

describe('faultWindows', () => {
  const fault = (
    atMs: number,
    seq: number,
    body: Extract<HistoryEvent, { kind: 'fault' | 'heal' }>['action'],
    links: string[],
    kind: 'fault' | 'heal' = 'fault',
  ): HistoryEvent => ({ kind, seq, atMs, device: '', action: body, links });

  test('end with what ends their kind', () => {
    expect(faultWindows(data.events)).toMatchObject([
      { fromMs: 1000, toMs: 6000, kind: 'offline', device: 'desktop-browser' },
    ]);
  });

  test('of several links end when the last of them heals', () => {
    const events = [
      fault(1, 0, { do: 'partition', between: [['a'], ['b', 'c']], cut: 'blackhole' }, [
        'a->b',
        'a->c',
      ]),
      fault(2, 1, { do: 'heal', link: 'a->b' }, ['a->b'], 'heal'),
      fault(3, 2, { do: 'heal', link: 'a->c' }, ['a->c'], 'heal'),
    ];
    expect(faultWindows(events)).toMatchObject([
      { fromMs: 1, toMs: 3, words: 'blackhole: a ◄✂► b, c' },
    ]);
  });

  test('of an instant have no end, and unhealed ones never end', () => {
    const events = [
      fault(1, 0, { do: 'reset', link: 'a->b' }, ['a->b']),
      fault(2, 1, { do: 'crash', device: 'b' }, []),
    ];
    expect(faultWindows(events).map(({ toMs }) => toMs)).toEqual([null, Infinity]);
  });
});

describe('flightsOf', () => {
  test('pairs each sending with its arrival', () => {
    const update = flightsOf(data.events).find(
      ({ frame, sentMs }) => frame === 'update' && sentMs === 3000,
    );
    expect(update).toMatchObject({ from: 'phone', to: 'desktop-node', receivedMs: 3005.25 });
  });

  test('leaves the arrival of a lost message open', () => {
    const [first] = data.events.filter(({ kind }) => kind === 'send');
    expect(flightsOf(first === undefined ? [] : [first])).toMatchObject([{ receivedMs: null }]);
  });
});

describe('focusOf', () => {
  test('is the whole run where most of it is busy', () => {
    expect(focusOf(data)).toMatchObject({ fromMs: 0, toMs: data.durationMs, rule: 'LOSS-1' });
  });

  test('leaves out the time in which nobody did anything', () => {
    const { fromMs, toMs } = focusOf({ ...data, durationMs: 60_000 });
    expect(fromMs).toBeGreaterThan(0);
    expect(fromMs).toBeLessThan(500);
    expect(toMs).toBeGreaterThan(6000);
    expect(toMs).toBeLessThan(8000);
  });

  test('has the event that shows the first broken rule', () => {
    const seq = data.events.findIndex(({ kind }) => kind === 'awareness');
    const check = { rule: 'AWARE-4', title: '', verdict: 'fail', detail: '' } as const;
    const checks = [{ ...check, findings: [{ detail: '' }, { detail: '', seq }] }];
    const { shownBy } = focusOf({ ...data, record: { ...data.record, checks } });
    expect(shownBy).toBe(data.events[seq]);
  });
});

describe('linkStatesAt', () => {
  const windows = faultWindows(data.events);
  const at = (ms: number): string | undefined =>
    linkStatesAt(data.events, windows, 'blog', ms).get('desktop-browser->desktop-node');

  test('follows a link through its life', () => {
    expect([0, 500, 1500, 6300].map(at)).toEqual([undefined, 'open', 'cut', 'open']);
  });
});

describe('laneBands', () => {
  test('show when a device was offline or dead', () => {
    const run = reportOf(crashedRun());
    expect(laneBands(run.events, faultWindows(run.events), run.durationMs)).toMatchObject([
      { device: 'desktop-browser', kind: 'offline', fromMs: 1000, toMs: 6000 },
      { device: 'laptop-node', kind: 'stopped', words: 'died', fromMs: 3100, toMs: run.durationMs },
    ]);
  });
});

describe('presenceSpans', () => {
  test('begin when a state is first seen, and end with the run', () => {
    const spans = presenceSpans(data.events, data.durationMs).filter(
      ({ observer }) => observer === 'cloud',
    );
    expect(spans).toHaveLength(3);
    for (const { fromMs, toMs } of spans)
      expect([fromMs > 300, toMs]).toEqual([true, data.durationMs]);
  });
});

describe('coneOf', () => {
  const [notes, , k17] = editsOf(data);

  test('holds what carried the edit, and nothing else', () => {
    if (k17 === undefined || notes === undefined) throw new Error('no edit');
    const cone = coneOf(data, k17);
    const devices = new Set(
      data.events
        .filter(({ seq, kind }) => cone.has(seq) && kind === 'update')
        .map(({ device }) => device),
    );
    expect([...devices].sort()).toEqual([
      'cloud',
      'desktop-browser',
      'desktop-node',
      'laptop-node',
      'phone',
    ]);
    expect(cone.has(notes.seq)).toBe(false);
    expect(k17.id).toBe('1830274:5');
  });
});

describe('parseFilter', () => {
  const cones = (): ReadonlySet<number> => new Set([5]);
  const count = (text: string): number => data.events.filter(parseFilter(text, cones)).length;

  test.each([
    ['', data.events.length],
    ['kind:fault', 1],
    ['kind:fault,heal', 2],
    ['kind:note "goes offline"', 1],
    ['edit:k17', 1],
    ['from:nobody', 0],
    ['at:phone kind:edit', 2],
  ])('%j', (text, expected) => {
    expect(count(text)).toBe(expected);
  });

  test('joins terms with and, and negates', () => {
    expect(count('kind:send') + count('-kind:send')).toBe(data.events.length);
    expect(count('from:phone kind:update')).toBeLessThan(count('from:phone'));
    expect(count('from:phone to:cloud kind:send')).toBeGreaterThan(0);
  });

  test('reads half a term without failing', () => {
    for (const text of ['"', 'from:', '-', '- "a', 'edit:'])
      expect(() => count(text)).not.toThrow();
  });
});

describe('createReplicaReader', () => {
  test('reads any moment, in any order', () => {
    const timeline = data.timelines.find(({ device }) => device === 'phone');
    if (timeline === undefined) throw new Error('no phone');
    const read = createReplicaReader(timeline);
    const text = (ms: number): string | undefined => read(ms).texts.get('body');
    expect([9000, 0, 3000, 700].map(text)).toEqual([
      'Draft Notes k17',
      undefined,
      'Notes k17',
      'Notes',
    ]);
  });
});

describe('textDiff', () => {
  test.each([
    ['abc', 'abc', 'abc'],
    ['', 'a', '+a'],
    ['Draft k17 k18', 'Draft k18', 'Draft k1-7 k1 8'],
    ['kitten', 'sitting', null],
    ['a😀b', 'a😁b', 'a-😀+😁b'],
  ])('%j and %j', (first, second, words) => {
    const pieces = textDiff(first, second);
    const side = (kind: 'first' | 'second'): string =>
      pieces
        .filter((piece) => piece.kind === 'same' || piece.kind === kind)
        .map(({ text }) => text)
        .join('');
    expect([side('first'), side('second')]).toEqual([first, second]);
    const signs = { same: '', first: '-', second: '+' };
    if (words !== null)
      expect(
        pieces
          .map(({ kind, text }) => signs[kind] + text)
          .join('')
          .replaceAll(' ', ''),
      ).toBe(words.replaceAll(' ', ''));
  });

  test('of texts with nothing in common is one replacement', () => {
    const [first, second] = ['a'.repeat(3000), 'b'.repeat(3000)];
    expect(textDiff(first, second)).toEqual([
      { kind: 'first', text: first },
      { kind: 'second', text: second },
    ]);
  });
});

test.each([reference, star(7), mesh(5)])(
  'no two devices of $name are drawn at the same place',
  (topology) => {
    const places = placeDevices(topology);
    const spots = new Set(places.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`));
    expect(spots.size).toBe(topology.devices.length);
  },
);

test('a story of the same run is the same', () => {
  expect(createSampleRun().record.historyHash).toBe(createSampleRun().record.historyHash);
});

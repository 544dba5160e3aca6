import { describe, expect, test } from 'vitest';
import type { RunView } from '#harness/contract/run-view.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { hostileRun, lostRun } from '#reports/testing/failing-runs.ts';
import { readStoredRun } from './read-stored-run.ts';
import { writeStoredRun } from './write-stored-run.ts';

const text = writeStoredRun(lostRun());

/** The stored run with its header changed. */
function withHeader(change: Readonly<Record<string, unknown>>): string {
  const [header = '', ...rest] = text.split('\n');
  return [JSON.stringify({ ...JSON.parse(header), ...change }), ...rest].join('\n');
}

/** Reads a text as a file's lines are read. */
function read(file: string, name: string): RunView {
  return readStoredRun(file === '' ? [] : file.replace(/\n$/, '').split('\n'), name);
}

describe('a stored run', () => {
  test.each([lostRun(), hostileRun()])('is read as it was written', (view) => {
    const { history, ...summary } = readStoredRun(
      writeStoredRun(view).trimEnd().split('\n'),
      'a.ndjson',
    );
    const { history: written, ...rest } = view;
    expect(summary).toEqual(rest);
    expect(history.events).toEqual(written.events);
    expect(history.topology).toEqual(written.topology);
    for (const event of written.events) {
      if ('payload' in event && event.payload !== undefined) {
        expect(history.payload(event.payload)).toEqual(written.payload(event.payload));
      }
    }
  });

  test('keeps how late a busy machine may be, by which a run on sockets is judged', () => {
    const view = lostRun();
    const late = { ...view, history: { ...view.history, toleranceMs: 2_000 } };
    const lines = writeStoredRun(late).trimEnd().split('\n');
    expect(readStoredRun(lines, 'a.ndjson').history.toleranceMs).toBe(2_000);
  });

  test('is one JSON value a line', () => {
    for (const line of text.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  test('of a newer version asks for an update', () => {
    expect(() => read(withHeader({ version: 99 }), 'a.ndjson')).toThrow(
      'a.ndjson has format version 99 and this Yardstick reads 1; it was written by a newer Yardstick: update this one',
    );
  });

  test('of an older version says what to do', () => {
    expect(() => read(withHeader({ version: 0 }), 'a.ndjson')).toThrow('run the scenario again');
    expect(() => read(withHeader({ historyVersion: 0 }), 'a.ndjson')).toThrow('history version 0');
  });

  test.each([
    ['no stored run at all', '{"format":"other"}\n', 'is no stored run'],
    ['an empty file', '', 'a.ndjson is no stored run: its first line is not JSON but ""'],
    ['an image', '\u0089PNG\r\n\u001a\n', 'is no stored run'],
    ['cut off in the middle of a line', text.slice(0, -20), 'the file was cut off or edited'],
    ['longer than it says', `${text}{}\n`, 'more than'],
    [
      'a cut off file',
      text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1),
      'it was cut off or edited',
    ],
    [
      'a header with a wrong field',
      withHeader({ rooms: 'blog' }),
      'a.ndjson:1 /rooms: Expected array',
    ],
    [
      'an event without its fields',
      text.replace(/\{"seq":3,/, '{"seq":"3",'),
      '/seq: Expected integer',
    ],
    [
      'a payload out of the table',
      text.replace(/"payload":0\b/, '"payload":9999'),
      'refers to payload 9999',
    ],
  ])('that is %s is refused with its line', (_, broken, message) => {
    expect(() => read(broken, 'a.ndjson')).toThrow(UsageError);
    expect(() => read(broken, 'a.ndjson')).toThrow(message);
  });
});

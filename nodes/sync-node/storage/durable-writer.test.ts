import { fc, test as property } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDurableWriter, type DurableWriter } from './durable-writer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bytes = (value: number): Uint8Array => Uint8Array.of(value);

/** A writer over a storage whose attempts succeed or fail as `outcomes` say, then always succeed. */
function writerOver(outcomes: readonly ('stored' | 'failed')[]) {
  const left = [...outcomes];
  const stored: number[] = [];
  const failures: unknown[] = [];
  const writer = createDurableWriter({
    append: async ([value = -1]) => {
      await Promise.resolve();
      if (left.shift() === 'failed') throw new Error('EIO');
      stored.push(value);
    },
    failed: (error) => void failures.push(error),
    stored: () => Promise.resolve(),
  });
  return { writer, stored, failures };
}

/** Whether a flush asked for now has resolved, asked again later. */
function flushOf(writer: DurableWriter): () => boolean {
  let done = false;
  void writer.flush().then(() => (done = true));
  return () => done;
}

describe('durable writer', () => {
  test('a failure is surfaced as state, and gone after the retry that succeeds', async () => {
    const { writer, stored, failures } = writerOver(['failed']);
    expect(writer.state()).toBe('settled');
    writer.write(bytes(1));
    const flushed = flushOf(writer);
    expect(writer.state()).toBe('writing');
    await vi.advanceTimersByTimeAsync(99);
    expect([writer.state(), failures.length, flushed()]).toEqual(['failing', 1, false]);
    await vi.advanceTimersByTimeAsync(1);
    expect([writer.state(), stored, flushed()]).toEqual(['settled', [1], true]);
  });

  test('the pause between attempts doubles up to 5 s, and it never gives up', async () => {
    const { writer, failures } = writerOver(Array.from({ length: 20 }, () => 'failed'));
    writer.write(bytes(1));
    const atMs: number[] = [];
    const startMs = Date.now();
    while (failures.length < 9) {
      const before = failures.length;
      await vi.advanceTimersByTimeAsync(100);
      if (failures.length > before) atMs.push(Date.now() - startMs);
    }
    expect(atMs.map((at, index) => at - (atMs[index - 1] ?? 0))).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000,
    ]);
  });

  test('nothing is written while a compaction runs, and all of it after', async () => {
    let finish = (): void => undefined;
    const appended: number[] = [];
    const writer = createDurableWriter({
      append: ([value = -1]) => Promise.resolve(void appended.push(value)),
      failed: () => undefined,
      stored: () => new Promise((resolve) => (finish = resolve)),
    });
    writer.write(bytes(1));
    await writer.flush();
    writer.write(bytes(2));
    await vi.advanceTimersByTimeAsync(10);
    expect(appended).toEqual([1]);
    finish();
    await writer.flush();
    expect(appended).toEqual([1, 2]);
  });

  property.prop(
    [
      fc.array(fc.constantFrom('stored' as const, 'failed' as const), { maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 }),
    ],
    { seed: 1 },
  )('whatever fails, a flush means that all before it is stored', async (outcomes, pausesMs) => {
    vi.useFakeTimers();
    const { writer, stored } = writerOver(outcomes);
    const broken: number[] = [];
    for (const [value, pauseMs] of pausesMs.entries()) {
      writer.write(bytes(value));
      void writer.flush().then(() => {
        for (let before = 0; before <= value; before++)
          if (!stored.includes(before)) broken.push(before);
      });
      await vi.advanceTimersByTimeAsync(pauseMs);
    }
    await vi.advanceTimersByTimeAsync(250_000);
    expect(broken).toEqual([]);
    expect([...stored].sort((a, b) => a - b)).toEqual([...pausesMs.keys()]);
    expect(writer.state()).toBe('settled');
  });
});

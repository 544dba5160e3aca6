import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { historyHash } from './history-hash.ts';
import { createJournal } from './journal.ts';

describe('history', () => {
  test('equal payloads share one reference, and a reused buffer changes nothing', () => {
    const journal = createJournal(
      () => 0,
      () => undefined,
    );
    const bytes = Uint8Array.of(1, 2, 3);
    const first = journal.intern(bytes);
    bytes[0] = 9;
    expect(journal.intern(Uint8Array.of(1, 2, 3))).toBe(first);
    expect(journal.intern(bytes)).not.toBe(first);
  });

  test('events are stamped in order with the time of the carrier', () => {
    let nowMs = 0;
    const journal = createJournal(
      () => nowMs,
      () => undefined,
    );
    journal.recorder('phone').record({ kind: 'mark', mark: 'a' });
    nowMs = 7;
    journal.recorder('').record({ kind: 'mark', mark: 'b' });
    expect(journal.events).toEqual([
      { seq: 0, atMs: 0, device: 'phone', kind: 'mark', mark: 'a' },
      { seq: 1, atMs: 7, device: '', kind: 'mark', mark: 'b' },
    ]);
  });

  test('the hash depends on every event and every payload, not on the order of fields', () => {
    const event = { seq: 0, atMs: 0, device: '', kind: 'mark', mark: 'a' } as const;
    const reordered = { mark: 'a', kind: 'mark', device: '', atMs: 0, seq: 0 } as const;
    const payload = Uint8Array.of(1);
    const hash = historyHash([event], [payload]);
    expect(historyHash([reordered], [payload])).toBe(hash);
    expect(historyHash([{ ...event, mark: 'b' }], [payload])).not.toBe(hash);
    expect(historyHash([event], [Uint8Array.of(2)])).not.toBe(hash);
  });

  test('canonical JSON sorts keys at every depth and leaves out undefined fields', () => {
    expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: null })).toBe(
      '{"a":null,"b":[{"d":1}]}',
    );
  });

  test('a key with a line break is not taken for two keys', () => {
    expect(canonicalJson({ a: 1, 'b\nc': 2 })).toBe('{"a":1,"b\\nc":2}');
    expect(canonicalJson({ 'a\nb': 1, c: 2 })).toBe('{"a\\nb":1,"c":2}');
  });
});

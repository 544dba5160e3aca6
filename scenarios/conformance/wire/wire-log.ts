import type { WireEntry } from '#harness/contract/conformance-report.ts';
import { toHex } from './to-hex.ts';

/** Entries kept per case; a flood would drown the report. The first and the last ones are kept. */
const keptAtStart = 150;
const keptAtEnd = 50;

/** Every WebSocket message of a case, in order. */
export interface WireLog {
  record(peer: string, direction: 'sent' | 'received', frame: Uint8Array, summary: string): void;
  note(peer: string, text: string): void;
  entries(): readonly WireEntry[];
  dropped(): number;
}

/** `now` in milliseconds; entries are relative to the moment of creation. */
export function createWireLog(now: () => number): WireLog {
  const startedAt = now();
  const first: WireEntry[] = [];
  const last: WireEntry[] = [];
  let total = 0;

  function push(entry: Omit<WireEntry, 'atMs'>): void {
    const stamped = { atMs: Math.round((now() - startedAt) * 10) / 10, ...entry };
    total++;
    if (first.length < keptAtStart) first.push(stamped);
    else {
      last.push(stamped);
      if (last.length > keptAtEnd) last.shift();
    }
  }

  return {
    record(peer, direction, frame, summary) {
      push({ peer, direction, bytes: frame.length, hex: toHex(frame), summary });
    },
    note(peer, text) {
      push({ peer, direction: 'note', bytes: 0, hex: '', summary: text });
    },
    entries: () => [...first, ...last],
    dropped: () => total - first.length - last.length,
  };
}

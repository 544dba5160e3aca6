import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { hostileRun, longRun, lostRun } from '../testing/failing-runs.ts';
import { toChromeTrace } from './to-chrome-trace.ts';
import { toMermaid } from './to-mermaid.ts';
import { toUpdates } from './to-updates.ts';

describe('Mermaid', () => {
  const lines = toMermaid(lostRun()).split('\n');

  test('names the devices, then tells messages, edits and faults in order', () => {
    expect(lines.slice(0, 2)).toEqual(['sequenceDiagram', '  participant d0 as phone']);
    expect(lines).toContain('  Note over d0,d5: 1.000 s desktop-browser offline');
    expect(lines).toContain('  d0->>d3: 3.000 s update');
  });

  test('has only lines of its grammar, whatever a document says', () => {
    const grammar =
      /^ {2}(participant d\d as [^;]*|d\d(->>|-x)d\d: [^;]*|Note over d\d(,d\d)?: .*)$/;
    for (const line of toMermaid(hostileRun()).trimEnd().split('\n').slice(1))
      expect(line).toMatch(grammar);
    expect(toMermaid(hostileRun())).not.toContain('<');
  });

  test('of a long run is cut, and says so', () => {
    expect(toMermaid(longRun(100))).toMatch(/Note over d0,d5: \d+ more lines left out\n$/);
  });
});

describe('Chrome trace', () => {
  const trace = JSON.parse(toChromeTrace(lostRun()));

  test('has a thread for each device, a slice for each fault, and flows with both ends', () => {
    const events: readonly Record<string, unknown>[] = trace.traceEvents;
    expect(events.filter(({ ph }) => ph === 'M').map(({ args }) => args)).toContainEqual({
      name: 'laptop-node',
    });
    expect(events).toContainEqual(
      expect.objectContaining({
        ph: 'X',
        name: 'desktop-browser offline',
        ts: 1_000_000,
        dur: 5_000_000,
      }),
    );
    const ids = (phase: string): readonly unknown[] =>
      events
        .filter(({ ph }) => ph === phase)
        .map(({ id }) => id)
        .sort();
    expect(ids('s')).toEqual(ids('f'));
    expect(ids('s').length).toBeGreaterThan(100);
  });
});

describe('raw updates', () => {
  test('applied in order give each replica its state', () => {
    const view = lostRun();
    for (const { device, updates } of toUpdates(view)) {
      const doc = new Y.Doc();
      for (const update of updates) Y.applyUpdate(doc, update);
      const text = doc.getText('body').toJSON();
      expect(text).toBe(device === 'laptop-browser' ? 'Draft Notes' : 'Draft Notes k17');
    }
  });
});

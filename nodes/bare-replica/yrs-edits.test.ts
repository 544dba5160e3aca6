import '#harness/world/install.ts';
import { describe, expect, it } from 'vitest';
import { runDeliveries } from '#harness/cli/run-deliveries.ts';
import type { Json } from '#harness/contract/json.ts';
import { yrsEdits } from './yrs-edits.ts';

/** Two edits of each kind, so that the second finds something to change. */
const cases: Readonly<Record<string, readonly (readonly [string, ...Json[]])[]>> = {
  'text.insert': [
    ['text.insert', 'text', 0, 'Hello'],
    ['text.insert', 'text', 2, '-'],
  ],
  'text.insertFormatted': [['text.insertFormatted', 'text', 0, 'Hello', { bold: true }]],
  'text.paste': [['text.paste', 'text', 0, 'ab', 3]],
  'text.delete': [
    ['text.insert', 'text', 0, 'Hello'],
    ['text.delete', 'text', 3, 9],
  ],
  'text.format': [
    ['text.insert', 'text', 0, 'Hello'],
    ['text.format', 'text', 1, 2, { em: true }],
  ],
  'text.embed': [
    ['text.insert', 'text', 0, 'Hello'],
    ['text.embed', 'text', 2, { image: 'a' }],
  ],
  'map.set': [
    ['map.set', 'map', 'key', 1],
    ['map.set', 'map', 'key', 2],
  ],
  'map.delete': [
    ['map.set', 'map', 'key', 1],
    ['map.delete', 'map', 'key'],
  ],
  'array.insert': [
    ['array.insert', 'array', 9, ['a']],
    ['array.insert', 'array', 0, ['b']],
  ],
  'array.push': [['array.push', 'array', ['a', 'b']]],
  'array.delete': [
    ['array.push', 'array', ['a', 'b', 'c']],
    ['array.delete', 'array', 1, 9],
  ],
  'xml.insert': [
    ['xml.insert', 'page', 0, 'p', 'one'],
    ['xml.insert', 'page', 0, 'p', 'two'],
  ],
  'xml.setAttribute': [
    ['xml.insert', 'page', 0, 'p', 'one'],
    ['xml.insert', 'page', 1, 'p', 'two'],
    ['xml.setAttribute', 'page', 1, 'class', 'c'],
  ],
  'xml.delete': [
    ['xml.insert', 'page', 0, 'p', 'one'],
    ['xml.delete', 'page', 0, 1],
  ],
  'nested.create': [['nested.create', 'tree', [], 'key', 'array']],
  'nested.push': [
    ['nested.create', 'tree', [], 'key', 'array'],
    ['nested.push', 'tree', ['key'], 1],
  ],
  'nested.write': [
    ['nested.create', 'tree', [], 'key', 'array'],
    ['nested.create', 'tree', ['key'], '', 'text'],
    ['nested.write', 'tree', ['key', 0], 0, 'Hello'],
  ],
  'nested.delete': [
    ['nested.create', 'tree', [], 'key', 'map'],
    ['nested.delete', 'tree', [], 'key'],
  ],
  'subdoc.put': [['subdoc.put', 'files', 'key', 'doc-1']],
  'lww.set': [
    ['lww.set', 'kv', 'key', 1],
    ['lww.set', 'kv', 'key', 2],
  ],
};

describe('edits of yrs', () => {
  it('have a case each', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(yrsEdits).sort());
  });

  it.each(Object.entries(cases))('%s does what its namesake does', async (_, edits) => {
    const [byYrs, byYjs] = [await contentAfter(edits, 'yrs'), await contentAfter(edits)];
    expect(byYrs.content).toEqual(byYjs.content);
    expect(byYrs.verdict).toBe('pass');
  });
});

/** What a reader of yjs shows that was handed what the writer wrote. */
async function contentAfter(edits: readonly (readonly [string, ...Json[]])[], engine?: 'yrs') {
  const device = { kind: 'client', dials: [], storage: 'none', gc: true } as const;
  const { record, history } = await runDeliveries(
    {
      ...{ id: 'delivery/test', title: 'A reader is handed what a writer wrote' },
      rules: ['CONV-1', 'LOSS-1'],
      topology: {
        ...{ name: 'two documents', syncNodes: {} },
        devices: [
          { ...device, name: 'writer', ...(engine === undefined ? {} : { engine }) },
          { ...device, name: 'reader' },
        ],
        link: { latencyMs: 0, jitterMs: 0, connectDelayMs: 0 },
      },
      steps: [
        ...edits.map(
          ([action, ...args], index) =>
            ({ at: 100 * (index + 1), do: 'edit', device: 'writer', action, args }) as const,
        ),
        {
          ...{ at: 5_000, do: 'deliver', device: 'reader', from: 'writer' },
          ...{ take: { is: 'updates', picks: 'all' }, handling: [], encoding: 'v1' },
        },
      ],
      expect: [],
    },
    1,
  );
  const last = history.events.findLast(
    (event) => event.kind === 'snapshot' && event.device === 'reader',
  );
  return {
    verdict: record.verdict,
    content: last?.kind === 'snapshot' ? JSON.stringify(last.content) : null,
  };
}

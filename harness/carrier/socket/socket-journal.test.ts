import { expect, test } from 'vitest';
import { createSocketJournal, withReferences } from './socket-journal.ts';

test('the history is in the order of time, whatever the order of arrival', () => {
  const arrived: string[] = [];
  const journal = createSocketJournal(
    () => 5,
    (event) => void arrived.push(event.kind === 'note' ? event.text : ''),
  );
  journal.recorder('phone').record({ kind: 'note', text: 'received' });
  journal.append('cloud', 2, { kind: 'note', text: 'sent' });
  const { events } = journal.history(
    {
      name: '',
      syncNodes: {},
      devices: [],
      link: { latencyMs: 0, jitterMs: 0, connectDelayMs: 0 },
    },
    [],
  );
  expect(arrived).toEqual(['received', 'sent']);
  expect(events).toEqual([
    { seq: 0, atMs: 2, device: 'cloud', kind: 'note', text: 'sent' },
    { seq: 1, atMs: 5, device: 'phone', kind: 'note', text: 'received' },
  ]);
});

test('references of another process are translated, both of a snapshot', () => {
  const body = withReferences(
    {
      kind: 'snapshot',
      room: 'r',
      replica: 'x',
      cause: 'cold-start',
      payload: 0,
      stateVector: 1,
      pendingStructs: false,
      pendingDeletes: false,
      content: {},
    },
    (reference) => reference + 10,
  );
  expect(body).toMatchObject({ payload: 10, stateVector: 11 });
});

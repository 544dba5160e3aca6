import { expect, test } from 'vitest';
import { Doc, mergeUpdates } from 'yjs';
import { editsReceived } from './edits-received.ts';

const author = 7;
const updates: Uint8Array[] = [];
const doc = new Doc();
doc.clientID = author;
doc.on('update', (update: Uint8Array) => updates.push(update));
for (const character of 'abcd') doc.getText('body').insert(0, character);
const none = new Uint8Array();
const [a = none, b = none, c = none, d = none] = updates;

test('as many edits arrive in one message as in four', () => {
  expect(editsReceived(updates, author)).toBe(4);
  expect(editsReceived([mergeUpdates(updates)], author)).toBe(4);
});

test('nothing counts that came twice, is another’s, or follows a gap', () => {
  expect(editsReceived([a, a, b], author)).toBe(2);
  expect(editsReceived(updates, author + 1)).toBe(0);
  expect(editsReceived([a, c, d], author)).toBe(1);
  expect(editsReceived([mergeUpdates([a, c])], author)).toBe(1);
});

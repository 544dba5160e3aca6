import { expect, test } from 'vitest';
import { createInbox } from './inbox.ts';

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A handler's calls, in order: frames that came together stand in an array. */
function handled(together: boolean) {
  const calls: unknown[] = [];
  const inbox = createInbox({
    message: (frame) => void calls.push(frame),
    ...(together && { messages: (frames) => void calls.push(frames) }),
    pong: () => undefined,
    close: () => undefined,
  });
  return { calls, inbox };
}

test('frames of one turn come together, and one alone comes alone', async () => {
  const { calls, inbox } = handled(true);
  inbox.put('a');
  inbox.put('b');
  expect(calls).toEqual([]);
  await turn();
  inbox.put('c');
  await turn();
  expect(calls).toEqual([['a', 'b'], 'c']);
});

test('a handler that takes them one by one gets them so', async () => {
  const { calls, inbox } = handled(false);
  inbox.put('a');
  inbox.put('b');
  await turn();
  expect(calls).toEqual(['a', 'b']);
});

test('what is emptied, as before a close, comes once', async () => {
  const { calls, inbox } = handled(true);
  inbox.put('a');
  inbox.empty();
  expect(calls).toEqual(['a']);
  await turn();
  expect(calls).toEqual(['a']);
});

import { describe, expect, test } from 'vitest';
import type { LinkControl } from '#harness/contract/network.ts';

/** One end of a connection on the link under test, and what it has seen. */
export interface TestedEnd {
  /** Texts, in order of arrival. */
  readonly received: readonly string[];
  /** Close code; null while it has not ended. */
  readonly closedWith: number | null;
  readonly isOpen: boolean;
  send(text: string): void;
}

/** One link with a listener that takes every connection. */
export interface LinkUnderTest {
  readonly link: string;
  readonly control: LinkControl;
  /** The listener's ends, oldest first. */
  readonly accepted: readonly TestedEnd[];
  dial(): TestedEnd;
  /** Lets time pass until it is so; rejects if it never is. */
  until(what: string, met: () => boolean): Promise<void>;
  /** Lets time pass in which frames would have gone back and forth several times. */
  meanwhile(): Promise<void>;
}

/**
 * What a link does to WebSockets, whatever carries it. `withLink` runs a test on a fresh link, and takes
 * it down. Nothing here is about how long anything takes.
 */
export function linkContract(
  name: string,
  withLink: (run: (tested: LinkUnderTest) => Promise<void>) => Promise<void>,
): void {
  /** Runs a test on a link that has a connection. */
  function connected(
    run: (
      tested: LinkUnderTest,
      ends: { dialler: TestedEnd; listener: TestedEnd },
    ) => Promise<void>,
  ): () => Promise<void> {
    return () => withLink(async (tested) => run(tested, await connect(tested)));
  }

  describe(`${name}: what it carries`, () => {
    test(
      'frames arrive in order, both ways',
      connected(async ({ until }, { dialler, listener }) => {
        const texts = numbered(100);
        for (const text of texts) {
          dialler.send(text);
          listener.send(text);
        }
        await until(
          'all to arrive',
          () => dialler.received.length + listener.received.length === 200,
        );
        expect(dialler.received).toEqual(texts);
        expect(listener.received).toEqual(texts);
      }),
    );

    test(
      'a new latency and bandwidth reorder and lose nothing of what is in flight',
      connected(async ({ link, control, until }, { dialler, listener }) => {
        const texts = numbered(60);
        for (const [index, text] of texts.entries()) {
          if (index === 20) await control.shape(link, { latencyMs: 20, jitterMs: 20 });
          if (index === 40) await control.shape(link, { latencyMs: 1, bytesPerSecond: 5_000 });
          dialler.send(text);
        }
        await until('all to arrive', () => listener.received.length === 60);
        expect(listener.received).toEqual(texts);
      }),
    );
  });

  describe(`${name}: cut and healed`, () => {
    test.each(['blackhole', 'one-way'] as const)(
      'after a %s cut the same connection resumes, in order, nothing lost',
      (cut) =>
        withLink(async (tested) => {
          const { link, control, until, meanwhile } = tested;
          const { dialler, listener } = await connect(tested);
          dialler.send('before');
          await until('a frame to arrive', () => listener.received.length === 1);
          await control.cut(link, cut);
          for (const text of ['held 1', 'held 2']) {
            dialler.send(text);
            listener.send(text);
          }
          await meanwhile();
          expect(listener.received).toEqual(['before']);
          await control.heal(link);
          dialler.send('after');
          listener.send('after');
          await until(
            'all to arrive',
            () => dialler.received.length === 3 && listener.received.length === 4,
          );
          expect(dialler.received).toEqual(['held 1', 'held 2', 'after']);
          expect(listener.received).toEqual(['before', 'held 1', 'held 2', 'after']);
          expect([dialler.closedWith, listener.closedWith]).toEqual([null, null]);
          expect(tested.accepted.length).toBe(1);
        }),
    );

    test('a dial into a black hole opens once that heals, not before', () =>
      withLink(async ({ link, control, dial, until, meanwhile }) => {
        await control.cut(link, 'blackhole');
        const end = dial();
        await meanwhile();
        expect([end.isOpen, end.closedWith]).toEqual([false, null]);
        await control.heal(link);
        await until('it to open', () => end.isOpen);
      }));

    test(
      'a drop ends both sides with 1006 and refuses dials until it heals',
      connected(async (tested, { dialler, listener }) => {
        const { link, control, dial, until } = tested;
        await control.cut(link, 'drop');
        await until(
          'both sides to end',
          () => dialler.closedWith !== null && listener.closedWith !== null,
        );
        expect([dialler.closedWith, listener.closedWith]).toEqual([1006, 1006]);
        const refused = dial();
        await until('a dial to fail', () => refused.closedWith !== null);
        expect([refused.isOpen, refused.closedWith]).toEqual([false, 1006]);
        expect(tested.accepted.length).toBe(1);
        await control.heal(link);
        const again = await connect(tested);
        again.dialler.send('back');
        await until('a frame to arrive', () => again.listener.received.length === 1);
      }),
    );
  });

  test(
    `${name}: a reset ends every connection with 1006 for both sides, and no later one`,
    connected(async (tested, first) => {
      const { link, control, until } = tested;
      const second = await connect(tested);
      await control.reset(link);
      const ends = [first.dialler, first.listener, second.dialler, second.listener];
      await until('all to end', () => ends.every(({ closedWith }) => closedWith !== null));
      expect(ends.map(({ closedWith }) => closedWith)).toEqual([1006, 1006, 1006, 1006]);
      const later = await connect(tested);
      later.dialler.send('back');
      await until('a frame to arrive', () => later.listener.received.length === 1);
    }),
  );
}

async function connect({ accepted, dial, until }: LinkUnderTest) {
  const before = accepted.length;
  const dialler = dial();
  await until('a connection to open', () => dialler.isOpen && accepted.length > before);
  const listener = accepted[before];
  if (listener === undefined) throw new Error('no connection was accepted');
  return { dialler, listener };
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

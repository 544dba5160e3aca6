import './install.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { currentLife, RealLife } from './real-life.ts';
import { real } from './real.ts';

const lives: RealLife[] = [];
afterEach(() => lives.splice(0).forEach((life) => life.die()));

function bear(uncaught: (error: unknown) => void = () => undefined): RealLife {
  const life = new RealLife({ globals: { indexedDB: {} }, uncaught });
  lives.push(life);
  return life;
}

/** Until every timer and immediate due now has run. */
const soon = (): Promise<void> => new Promise((resolve) => real.setTimeout(resolve, 20));

describe('a life on real time', () => {
  test('its code is known through timers and promises, and finds what is only its own', async () => {
    const [one, other] = [bear(), bear()];
    const seen: unknown[] = [];
    const look = (): void => void seen.push(currentLife(), Reflect.get(globalThis, 'indexedDB'));
    one.enter(() => void Promise.resolve().then(() => setTimeout(look, 0)));
    await soon();
    other.enter(() => setImmediate(look));
    await soon();
    expect(seen).toEqual([one, one.globals['indexedDB'], other, other.globals['indexedDB']]);
    expect(currentLife()).toBeNull();
  });

  test('nothing of it runs after its death', async () => {
    const life = bear();
    const ran: string[] = [];
    life.enter(() => {
      setTimeout(() => ran.push('timeout'), 0);
      setInterval(() => ran.push('interval'), 1);
      setImmediate(() => ran.push('immediate'));
    });
    life.die();
    life.deliver(() => ran.push('delivered'));
    await soon();
    expect(ran).toEqual([]);
  });

  test('what comes due while it sleeps waits until it wakes, in order', async () => {
    const life = bear();
    const ran: string[] = [];
    life.enter(() => setTimeout(() => ran.push('first'), 0));
    life.sleep();
    await soon();
    life.deliver(() => ran.push('second'));
    expect(ran).toEqual([]);
    life.wake();
    expect(ran).toEqual(['first', 'second']);
  });

  test('what its code throws, or rejects with, is its own', async () => {
    const caught: unknown[] = [];
    const life = bear((error) => caught.push(error));
    bear(() => caught.push('told the wrong one'));
    life.enter(() => {
      setTimeout(() => {
        throw new RangeError('thrown');
      }, 0);
      void Promise.reject(new TypeError('rejected'));
    });
    await soon();
    expect(caught.map(String).sort()).toEqual(['RangeError: thrown', 'TypeError: rejected']);
  });

  test('its clock can be moved without moving any other', () => {
    const [one, other] = [bear(), bear()];
    one.clockOffsetMs = 3_600_000;
    const [moved, still] = [one.enter(() => Date.now()), other.enter(() => Date.now())];
    expect(moved - still).toBeGreaterThan(3_000_000);
  });
});

import './install.ts';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createWorld, epochMs, type World } from './world.ts';

/** Runs code as a device's own at virtual time 0, then lets time pass until nothing is due. */
async function runAs(world: World, device: string, code: () => void): Promise<void> {
  const life = world.bear(device);
  world.schedule(0, code, { zone: world.zone(life, ''), kind: 'script', purpose: 'test' });
  await world.run(() => false);
}

function worldOf(seed: number): { world: World; uncaught: unknown[] } {
  const uncaught: unknown[] = [];
  return { world: createWorld(seed, (_life, error) => uncaught.push(error)), uncaught };
}

describe('virtual time', () => {
  test('an hour of timers takes no time, and Date, performance and timers agree', async () => {
    const { world } = worldOf(1);
    const seen: number[] = [];
    await runAs(world, 'phone', () => {
      setTimeout(
        () => seen.push(world.nowMs(), Date.now() - epochMs, performance.now()),
        3_600_000,
      );
    });
    expect(seen).toEqual([3_600_000, 3_600_000, 3_600_000]);
  });

  test('promises of one callback are settled before the next callback runs', async () => {
    const { world } = worldOf(1);
    const order: string[] = [];
    await runAs(world, 'phone', () => {
      setTimeout(() => {
        order.push('first timer');
        void Promise.resolve()
          .then(() => Promise.resolve())
          .then(() => order.push('its promise'));
      }, 5);
      setTimeout(() => order.push('second timer'), 5);
    });
    expect(order).toEqual(['first timer', 'its promise', 'second timer']);
  });

  test('a promise made long ago and resolved now is settled before the next callback runs', async () => {
    const { world } = worldOf(1);
    const order: string[] = [];
    await runAs(world, 'phone', () => {
      const { promise, resolve } = deferred();
      void promise.then(() => order.push('promise'));
      setTimeout(resolve, 10);
      setTimeout(() => order.push('next timer'), 10);
    });
    expect(order).toEqual(['promise', 'next timer']);
  });

  test('an interval repeats until it is cleared', async () => {
    const { world } = worldOf(1);
    const ticks: number[] = [];
    await runAs(world, 'phone', () => {
      const timer = setInterval(() => {
        ticks.push(world.nowMs());
        if (ticks.length === 3) clearInterval(timer);
      }, 100);
    });
    expect(ticks).toEqual([100, 200, 300]);
  });

  test('a timer set outside every device while a world runs is a fault of the harness', async () => {
    const { world } = worldOf(1);
    world.schedule(0, () => setTimeout(() => undefined, 1), {
      zone: null,
      kind: 'script',
      purpose: 'escape',
    });
    await expect(world.run(() => false)).rejects.toThrow('a callback escaped');
  });
});

describe('zones', () => {
  test('a killed device runs nothing more; its neighbour does', async () => {
    const { world } = worldOf(1);
    const ran: string[] = [];
    const phone = world.bear('phone');
    const laptop = world.bear('laptop');
    for (const life of [phone, laptop]) {
      world.schedule(0, () => setTimeout(() => ran.push(life.device), 10), {
        zone: world.zone(life, ''),
        kind: 'script',
        purpose: 'test',
      });
    }
    world.schedule(5, () => world.kill(phone), { zone: null, kind: 'script', purpose: 'kill' });
    await world.run(() => false);
    expect(ran).toEqual(['laptop']);
  });

  test('what comes due while a device sleeps runs when it wakes, in order', async () => {
    const { world } = worldOf(1);
    const ran: number[] = [];
    const phone = world.bear('phone');
    world.schedule(
      0,
      () => {
        setTimeout(() => ran.push(1), 10);
        setTimeout(() => ran.push(2), 20);
      },
      { zone: world.zone(phone, ''), kind: 'script', purpose: 'test' },
    );
    world.schedule(5, () => world.sleep(phone), { zone: null, kind: 'script', purpose: 'sleep' });
    world.schedule(50, () => world.wake(phone), { zone: null, kind: 'script', purpose: 'wake' });
    await world.run(() => false);
    expect(ran).toEqual([1, 2]);
    expect(world.nowMs()).toBe(50);
  });

  test('an exception of a device, thrown or rejected, is reported and the world goes on', async () => {
    const { world, uncaught } = worldOf(1);
    let later = false;
    await runAs(world, 'phone', () => {
      setTimeout(() => {
        throw new RangeError('thrown');
      }, 1);
      setTimeout(() => void Promise.reject(new RangeError('rejected')), 2);
      setTimeout(() => (later = true), 3);
    });
    expect(uncaught.map(String)).toEqual(['RangeError: thrown', 'RangeError: rejected']);
    expect(later).toBe(true);
  });

  test('work is counted by zone; keep-alives are not work', async () => {
    const { world } = worldOf(1);
    const phone = world.bear('phone');
    const zone = world.zone(phone, 'phone->cloud');
    const counts: number[] = [];
    world.schedule(
      0,
      () => {
        setInterval(() => undefined, 1_000);
        setTimeout(() => undefined, 10);
        counts.push(zone.work);
      },
      { zone, kind: 'script', purpose: 'test' },
    );
    await world.run(() => world.nowMs() >= 10);
    expect([...counts, zone.work]).toEqual([1, 0]);
  });
});

describe('a time-out that only keeps something alive', () => {
  test('is no work where the device declares its period', async () => {
    const { world } = worldOf(1);
    const server = world.bear('server');
    server.keepAliveMs = [20_000];
    const zone = world.zone(server, '');
    const counts: number[] = [];
    world.schedule(
      0,
      () => {
        setTimeout(() => undefined, 20_000);
        counts.push(zone.work);
        setTimeout(() => undefined, 20_001);
        counts.push(zone.work);
      },
      { zone, kind: 'script', purpose: 'test' },
    );
    await world.run(() => world.nowMs() > 0);
    expect(counts).toEqual([0, 1]);
  });
});

describe('randomness', () => {
  test('each device draws the same from the same seed, whatever others draw', async () => {
    const draws = async (seed: number, others: number): Promise<string[]> => {
      const { world } = worldOf(seed);
      const drawn: string[] = [];
      const laptop = world.bear('laptop');
      world.schedule(0, () => Array.from({ length: others }, () => randomUUID()), {
        zone: world.zone(laptop, ''),
        kind: 'script',
        purpose: 'other draws',
      });
      await runAs(world, 'phone', () => {
        drawn.push(
          randomUUID(),
          String(Math.random()),
          String(crypto.getRandomValues(new Uint32Array(1))[0]),
        );
      });
      return drawn;
    };
    const first = await draws(1, 0);
    expect(await draws(1, 50)).toEqual(first);
    expect(await draws(2, 0)).not.toEqual(first);
  });
});

describe('tripwire', () => {
  test('a device that reads a file through the thread pool fails the run', async () => {
    const { world } = worldOf(1);
    const run = runAs(
      world,
      'phone',
      () => void readFile(import.meta.filename).catch(() => undefined),
    );
    await expect(run).rejects.toThrow(/device "phone" used .*, which virtual time cannot order/);
  });

  test('a device whose file is opened behind its back, by a stream, fails the run', async () => {
    const { world } = worldOf(1);
    const run = runAs(world, 'phone', () => void createReadStream(import.meta.filename).resume());
    await expect(run).rejects.toThrow(/device "phone" used FS.*, which virtual time cannot order/);
  });

  test("what was begun outside, such as the tidying of a cache, is no device's doing", async () => {
    const { world } = worldOf(1);
    const { promise: begun, resolve: begin } = deferred();
    const tidied = begun.then(() => readFile(import.meta.filename));
    await runAs(world, 'phone', begin);
    await tidied;
  });

  test('two worlds cannot run at once', async () => {
    const first = worldOf(1).world;
    const running = first.run(() => false);
    await expect(worldOf(2).world.run(() => false)).rejects.toThrow(
      'two worlds cannot run at once',
    );
    await running;
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

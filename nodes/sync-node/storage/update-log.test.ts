import '#harness/world/install.ts';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { createRandom } from '#harness/world/random.ts';
import { createWorld } from '#harness/world/world.ts';
import { describeKeyValueStore } from './key-value-store-contract.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import { newestKey, recordKey } from './room-key.ts';
import { createUpdateLog } from './update-log.ts';

const update = (byte: number): Uint8Array => Uint8Array.of(byte, byte);

/** Runs code in a world of its own until nothing is due; rejections of the code reject. */
async function inWorld<Result>(code: () => Promise<Result>): Promise<Result> {
  const world = createWorld(1, (_life, error) => {
    throw error;
  });
  let outcome: PromiseSettledResult<Result> | undefined;
  world.schedule(
    0,
    () => void Promise.allSettled([code()]).then(([settled]) => (outcome = settled)),
    {
      zone: world.zone(world.bear('node'), ''),
      kind: 'script',
      purpose: 'test',
    },
  );
  await world.run(() => false);
  if (outcome === undefined) throw new Error('the code never finished');
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

describe('update log', () => {
  test('gives back what was appended, in order, after the process has gone', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      for (const byte of [1, 2, 3]) await log.append('blog', update(byte));
      disk.processDied();
      expect(await createUpdateLog(disk).load('blog')).toEqual({
        updates: [update(1), update(2), update(3)],
        damage: [],
      });
    }));

  test.each([
    '',
    '..',
    '%2f',
    '__proto__',
    'a/b',
    'room/',
    '"\\',
    '\u{1F600}',
    '\ud800',
    'x'.repeat(1_024),
  ])('room %j keeps to itself', (room) =>
    inWorld(async () => {
      const log = createUpdateLog(createMemoryDisk());
      await log.append(room, update(1));
      await log.append(`${room}x`, update(2));
      expect((await log.load(room)).updates).toEqual([update(1)]);
      expect((await log.rooms()).toSorted()).toEqual([room, `${room}x`].toSorted());
    }),
  );

  test('reads a room again that it has forgotten for others, and never one that is being written', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      let reads = 0;
      const range = (from: string, to: string) => (reads++, disk.range(from, to));
      const log = createUpdateLog({ ...disk, range }, 1);
      await log.append('blog', update(1));
      await log.append('blog', update(0));
      expect(reads).toBe(1);
      const appends = [log.append('blog', update(2))];
      for (const room of ['a', 'b', 'c']) appends.push(log.append(room, update(9)));
      appends.push(log.append('blog', update(3)));
      await Promise.all(appends);
      await log.load('nobody wrote here');
      reads = 0;
      await log.append('blog', update(4));
      expect(reads).toBe(1);
      expect(await createUpdateLog(disk).load('blog')).toEqual({
        updates: [update(1), update(0), update(2), update(3), update(4)],
        damage: [],
      });
    }));

  test('compaction replaces the log at once, and appending goes on behind it', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      await log.append('blog', update(1));
      await log.append('blog', update(2));
      await log.compact('blog', update(9));
      await log.append('blog', update(3));
      expect(await createUpdateLog(disk).load('blog')).toEqual({
        updates: [update(9), update(3)],
        damage: [],
      });
    }));

  test('an update appended while a compaction runs is not swept away by it', () =>
    inWorld(async () => {
      const log = createUpdateLog(createMemoryDisk());
      await log.append('blog', update(1));
      await log.append('blog', update(2));
      await Promise.all([log.compact('blog', update(9)), log.append('blog', update(3))]);
      expect((await log.load('blog')).updates).toEqual([update(9), update(3)]);
    }));

  test('an update appended behind a compaction does not join the appends before it', () =>
    inWorld(async () => {
      const log = createUpdateLog(createMemoryDisk());
      const first = log.append('blog', update(1));
      await Promise.resolve();
      await Promise.all([
        first,
        log.append('blog', update(2)),
        log.compact('blog', update(9)),
        log.append('blog', update(3)),
      ]);
      expect((await log.load('blog')).updates).toEqual([update(9), update(3)]);
    }));

  test('a corrupt record is known by its checksum and costs only itself', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      for (const byte of [1, 2, 3]) await log.append('blog', update(byte));
      await disk.batch(
        [{ type: 'put', key: recordKey('blog', 2), value: Uint8Array.of(0, 0, 0, 0, 2, 2) }],
        'synced',
      );
      expect(await log.load('blog')).toEqual({
        updates: [update(1), update(3)],
        damage: ['room "blog": record 2 is corrupt (checksum); left out'],
      });
    }));

  test('a torn record costs only itself', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      for (const byte of [1, 2]) await log.append('blog', update(byte));
      await disk.batch(
        [{ type: 'put', key: recordKey('blog', 2), value: Uint8Array.of(1, 2) }],
        'synced',
      );
      const { updates, damage } = await log.load('blog');
      expect([updates, damage.length]).toEqual([[update(1)], 1]);
    }));

  test('a missing record is known by its sequence number', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      for (const byte of [1, 2, 3]) await log.append('blog', update(byte));
      await disk.batch([{ type: 'del', key: recordKey('blog', 2) }], 'synced');
      expect((await log.load('blog')).damage).toEqual(['room "blog": record 2 is missing']);
    }));

  test('records missing at either end are known too', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      for (const byte of [1, 2, 3, 4]) await log.append('blog', update(byte));
      for (const sequence of [1, 2, 4]) {
        await disk.batch([{ type: 'del', key: recordKey('blog', sequence) }], 'synced');
      }
      expect(await log.load('blog')).toEqual({
        updates: [update(3)],
        damage: ['room "blog": records 1 to 2 are missing', 'room "blog": record 4 is missing'],
      });
    }));

  test('a record in the place of another is corrupt, and a foreign key is left out', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      for (const byte of [1, 2]) await log.append('blog', update(byte));
      const first = (await disk.get(recordKey('blog', 1))) ?? new Uint8Array();
      await disk.batch(
        [
          { type: 'put', key: recordKey('blog', 2), value: first },
          { type: 'put', key: newestKey('blog').replace('newest', 'oldest'), value: first },
        ],
        'synced',
      );
      const { updates, damage } = await log.load('blog');
      expect([updates, damage.length]).toEqual([[update(1)], 2]);
    }));

  test('appends that wait together share one sync, and each is told', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      let batches = 0;
      const counted = createUpdateLog({
        ...disk,
        batch: (...batch) => disk.batch(...batch).finally(() => batches++),
      });
      const told: number[] = [];
      await Promise.all(
        [1, 2, 3, 4].map(async (byte) => {
          await counted.append('blog', update(byte), () => void told.push(byte));
        }),
      );
      expect([batches, told]).toEqual([1, [1, 2, 3, 4]]);
      expect((await counted.load('blog')).updates.length).toBe(4);
    }));

  test('a failed sync rejects, and trying again stores it once, without a gap', () =>
    inWorld(async () => {
      const disk = createMemoryDisk();
      const log = createUpdateLog(disk);
      disk.failNext(1);
      await expect(log.append('blog', update(1))).rejects.toThrow('EIO');
      await log.append('blog', update(1));
      await log.append('blog', update(2));
      expect(await log.load('blog')).toEqual({ updates: [update(1), update(2)], damage: [] });
    }));
});

describe('power loss', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('append' as const), wait: fc.boolean() }),
    fc.record({ do: fc.constant('compact' as const), wait: fc.boolean() }),
    fc.record({ do: fc.constant('pause' as const), wait: fc.constant(true) }),
  );
  property.prop([fc.array(step, { maxLength: 25 }), fc.integer({ min: 0, max: 0xffff })], {
    seed: 1,
  })(
    'takes nothing that was acknowledged, and what it leaves is a prefix of what was written',
    (steps, seed) =>
      inWorld(async () => {
        const disk = createMemoryDisk();
        const log = createUpdateLog(disk);
        const acknowledged: number[] = [];
        const appended: number[] = [];
        for (const [index, { do: what, wait }] of steps.entries()) {
          if (what === 'pause')
            await new Promise((resolve) => void setTimeout(resolve, 1 + (index % 3)));
          else if (what === 'append') {
            appended.push(index);
            const done = log.append('blog', update(index)).then(() => acknowledged.push(index));
            if (wait) await done;
          } else {
            const state = Uint8Array.of(255, ...appended);
            const done = log.compact('blog', state);
            if (wait) await done;
          }
        }
        const promised = [...acknowledged];
        disk.powerLost(createRandom(seed));
        const { updates, damage } = await createUpdateLog(disk).load('blog');
        const held = new Set(
          updates.flatMap((stored) => (stored[0] === 255 ? [...stored.slice(1)] : [stored[0]])),
        );
        expect(promised.filter((index) => !held.has(index))).toEqual([]);
        expect(damage).toEqual([]);
      }),
  );
});

describe('the disk of a killed process', () => {
  test('keeps what was written though it was not synced', () =>
    inWorld(async () => {
      const disk: MemoryDisk = createMemoryDisk();
      let written = false;
      const writing = disk.batch(
        [{ type: 'put', key: 'k', value: update(1) }],
        'synced',
        () => (written = true),
      );
      await new Promise((resolve) => void setTimeout(resolve, 2));
      disk.processDied();
      expect([written, await disk.get('k')]).toEqual([true, update(1)]);
      await writing;
    }));
});

describeKeyValueStore('a simulated disk', () => Promise.resolve(createMemoryDisk()));

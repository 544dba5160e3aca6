import '#harness/world/install.ts';
import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createRandom } from '#harness/world/random.ts';
import { createWorld } from '#harness/world/world.ts';
import { createRoomPersistence } from '../room-persistence.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import { createUpdateLog } from './update-log.ts';

/** Marks the record that compaction leaves; edits are the bytes below it. */
const stateMark = 255;

type Step = (
  | { readonly do: 'edit' }
  | { readonly do: 'fail'; readonly count: number }
  | { readonly do: 'slow'; readonly delayMs: number }
  | { readonly do: 'kill' }
  | { readonly do: 'power-loss'; readonly seed: number }
) & { readonly thenMs: number };

const thenMs = fc.integer({ min: 0, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('edit' as const), thenMs }) },
  fc.record({ do: fc.constant('fail' as const), count: fc.integer({ min: 1, max: 3 }), thenMs }),
  fc.record({ do: fc.constant('slow' as const), delayMs: fc.integer({ min: 0, max: 5 }), thenMs }),
  fc.record({ do: fc.constant('kill' as const), thenMs }),
  fc.record({ do: fc.constant('power-loss' as const), seed: fc.nat(0xffff), thenMs }),
);

/** One life of a process that edits a room and acknowledges what is durable. */
function startProcess(disk: MemoryDisk, acknowledged: Set<number>, broken: string[]) {
  const held = new Set<number>();
  const persistence = createRoomPersistence(
    createUpdateLog(disk),
    'blog',
    () => Uint8Array.of(stateMark, ...held),
    {
      written: () => undefined,
      durable: () => undefined,
      failed: () => undefined,
      damaged: (line) => void broken.push(line),
    },
    3,
  );
  const promised = [...acknowledged];
  const ready = persistence.load().then((records) => {
    for (const byte of records.flatMap((record) => [...record]))
      if (byte !== stateMark) held.add(byte);
    for (const edit of promised) if (!held.has(edit)) broken.push(`edit ${edit} is gone`);
  });
  return {
    async edit(id: number) {
      await ready;
      held.add(id);
      persistence.append(Uint8Array.of(id));
      await persistence.flush();
      acknowledged.add(id);
    },
  };
}

property.prop([fc.array(step, { maxLength: 60 })], { seed: 1, numRuns: 300 })(
  'what was acknowledged is there after every restart, whatever the disk and the power did',
  async (steps) => {
    const world = createWorld(1, (_life, error) => {
      throw error;
    });
    const disk = createMemoryDisk();
    const acknowledged = new Set<number>();
    const broken: string[] = [];
    let life = world.bear('node');
    let node: ReturnType<typeof startProcess> | null = null;

    function inProcess(run: () => void): void {
      world.enter(world.zone(life, ''), run);
    }
    function restart(): void {
      world.kill(life);
      life = world.bear('node');
      inProcess(() => (node = startProcess(disk, acknowledged, broken)));
    }
    function act(next: Step, id: number): void {
      switch (next.do) {
        case 'edit':
          inProcess(() => void node?.edit(id));
          break;
        case 'fail':
          disk.failNext(next.count);
          break;
        case 'slow':
          disk.setDelay(next.delayMs);
          break;
        case 'kill':
          disk.processDied();
          restart();
          break;
        case 'power-loss':
          disk.powerLost(createRandom(next.seed));
          restart();
      }
    }

    let atMs = 0;
    const later = (run: () => void): void =>
      void world.schedule(atMs, run, { zone: null, kind: 'script', purpose: 'step' });
    later(restart);
    for (const [index, next] of steps.entries()) {
      later(() => act(next, index));
      atMs += next.thenMs;
    }
    later(() => act({ do: 'power-loss', seed: 0, thenMs: 0 }, 0));
    await world.run(() => false);
    expect(broken).toEqual([]);
  },
);

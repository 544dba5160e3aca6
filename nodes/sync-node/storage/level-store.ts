import type { KeyValueStore } from '#harness/contract/key-value-store.ts';
import { levelErrorCode } from './level-error-code.ts';
import { openLevel, repairLevel, type Level } from './open-level.ts';

/**
 * A store in a folder, over LevelDB. Damage is repaired and `say` is told of it in one line; a
 * folder that cannot be used is a {@link UsageError}.
 *
 * LevelDB refuses every write after one that failed, since it no longer knows its log's end; so the
 * database is opened again before the next.
 */
export async function openLevelStore(
  directory: string,
  say: (line: string) => void,
): Promise<KeyValueStore> {
  let level = openLevel(directory, say);
  let closed = false;
  await level;

  /** Opens the database again, once however many ask. */
  function reopen(broken: Level, prepare: () => Promise<void>): void {
    const reopening = level.then(async (open) => {
      if (open !== broken || closed) return open;
      await broken.close();
      await prepare();
      return openLevel(directory, say);
    });
    level = reopening;
    reopening.catch(() => {
      // Still broken: the operation that needs it next tries again.
      if (level === reopening) level = Promise.resolve(broken);
    });
  }

  /** Reads; a block that LevelDB itself finds corrupt is repaired once, which costs its records. */
  async function read<Result>(operation: (open: Level) => Promise<Result>): Promise<Result> {
    const open = await usable();
    try {
      return await operation(open);
    } catch (error) {
      if (levelErrorCode(error) !== 'LEVEL_CORRUPTION') throw error;
      reopen(open, () => repairLevel(directory, error, say));
      return operation(await level);
    }
  }

  /** The database, opened again if it did not open last time. */
  async function usable(): Promise<Level> {
    const open = await level;
    if (open.status === 'open' || closed) return open;
    reopen(open, () => Promise.resolve());
    return level;
  }

  return {
    async batch(operations, durability, written) {
      const open = await usable();
      try {
        await open.batch([...operations], { sync: durability === 'synced' });
      } catch (error) {
        reopen(open, () => Promise.resolve());
        throw error;
      }
      written?.();
    },
    get: (key) => read((open) => open.get(key)),
    range: (from, to) => read((open) => open.iterator({ gte: from, lt: to }).all()),
    firstKey: (from, to) =>
      read(async (open) => (await open.keys({ gte: from, lt: to, limit: 1 }).all())[0]),
    async close() {
      closed = true;
      await (await level).close();
    },
  };
}

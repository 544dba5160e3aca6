import type { KeyValueStore } from '#harness/contract/key-value-store.ts';
import type { ProcessStorage } from '#harness/contract/process-node.ts';

/** A store that can be made to fail, to be slow and to lose everything, as disks do. */
export function createFaultyStore(store: KeyValueStore): KeyValueStore & ProcessStorage {
  let failures = 0;
  let delayMs = 0;

  async function pause(): Promise<void> {
    if (delayMs > 0) await new Promise<void>((resolve) => void setTimeout(resolve, delayMs));
  }

  return {
    async batch(operations, durability, written) {
      await pause();
      if (durability === 'synced' && failures > 0) {
        failures--;
        // As after a failed fsync: written, and nobody knows for how long.
        await store.batch(operations, 'written', written);
        throw new Error('EIO: the disk did not sync');
      }
      await store.batch(operations, durability, written);
    },
    async get(key) {
      await pause();
      return store.get(key);
    },
    async range(from, to) {
      await pause();
      return store.range(from, to);
    },
    async firstKey(from, to) {
      await pause();
      return store.firstKey(from, to);
    },
    close: () => store.close(),
    failNext(count) {
      failures = count;
    },
    setDelay(nextDelayMs) {
      delayMs = nextDelayMs;
    },
    async destroy() {
      const entries = await store.range('', '\uffff');
      await store.batch(
        entries.map(([key]) => ({ type: 'del', key })),
        'synced',
      );
    },
  };
}

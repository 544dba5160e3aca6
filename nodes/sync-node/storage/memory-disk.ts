import type { DeviceStorage } from '#harness/contract/device.ts';
import type { BatchOperation, KeyValueStore } from '#harness/contract/key-value-store.ts';

/** How long a write to the OS and a sync to the disk take, milliseconds. */
const writeMs = 1;
const syncMs = 2;

/** A disk in (virtual) time, with what crashes and power cuts do to it. */
export interface MemoryDisk extends KeyValueStore, DeviceStorage {}

/**
 * An empty disk. A batch is atomic. A process that dies takes with it only batches that were not
 * written; a power cut takes a suffix of the batches that were written and not synced.
 */
export function createMemoryDisk(): MemoryDisk {
  let durable = new Map<string, Uint8Array>();
  /** What a process reads: the durable entries and the batches written since. */
  let entries = new Map<string, Uint8Array>();
  let unsynced: (readonly BatchOperation[])[] = [];
  /** How many batches were ever synced. */
  let synced = 0;
  let delayMs = 0;
  let failures = 0;
  let inFlight = 0;
  /** Told apart so that a sync begun before a power cut cannot finish after it. */
  let powerCycles = 0;

  async function batch(
    operations: readonly BatchOperation[],
    durability: 'written' | 'synced',
    written?: () => void,
  ): Promise<void> {
    inFlight++;
    await pause(writeMs + delayMs);
    apply(entries, operations);
    unsynced.push(operations);
    written?.();
    if (durability === 'synced') await sync();
    inFlight--;
  }

  async function sync(): Promise<void> {
    const covered = synced + unsynced.length;
    const cycle = powerCycles;
    await pause(syncMs + delayMs);
    if (failures > 0) {
      failures--;
      inFlight--;
      throw new Error('EIO: the disk did not sync');
    }
    if (cycle !== powerCycles) return;
    // Another sync may have covered some of them meanwhile.
    const batches = unsynced.splice(0, Math.max(0, covered - synced));
    for (const operations of batches) apply(durable, operations);
    synced += batches.length;
  }

  return {
    globals: {},
    batch,
    async get(key) {
      await pause(delayMs);
      return entries.get(key);
    },
    async range(from, to) {
      await pause(delayMs);
      return [...entries]
        .filter(([key]) => from <= key && key < to)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    },
    async firstKey(from, to) {
      await pause(delayMs);
      return [...entries.keys()].filter((key) => from <= key && key < to).sort()[0];
    },
    close: () => Promise.resolve(),
    idle: () => inFlight === 0,
    processDied() {
      inFlight = 0;
    },
    powerLost(random) {
      powerCycles++;
      inFlight = 0;
      const kept = random.integer(0, unsynced.length);
      for (const operations of unsynced.slice(0, kept)) apply(durable, operations);
      unsynced = [];
      entries = new Map(durable);
    },
    destroyed() {
      powerCycles++;
      durable = new Map();
      entries = new Map();
      unsynced = [];
    },
    failNext(count) {
      failures = count;
    },
    setDelay(nextDelayMs) {
      delayMs = nextDelayMs;
    },
  };
}

function apply(entries: Map<string, Uint8Array>, operations: readonly BatchOperation[]): void {
  for (const operation of operations) {
    if (operation.type === 'put') entries.set(operation.key, operation.value);
    else entries.delete(operation.key);
  }
}

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => void setTimeout(resolve, ms));
}

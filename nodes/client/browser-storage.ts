import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { DeviceStorage } from '#harness/contract/device.ts';

/**
 * How long a committed transaction may stay in the OS buffer. Since Chrome 121, and in Firefox and
 * Safari, `complete` fires before that (relaxed durability).
 */
const flushMs = 2_000;

/** What fake-indexeddb keeps of a transaction; its rollback log undoes it, newest change first. */
interface RawTransaction extends IDBTransaction {
  _state: 'active' | 'inactive' | 'committing' | 'finished';
  readonly _rollbackLog: (() => void)[];
}

interface RawDatabase {
  transactions: RawTransaction[];
  connections: unknown[];
}

/** A transaction that completed and may not have reached the medium. */
interface Commit {
  readonly transaction: RawTransaction;
  readonly room: string;
  readonly updates: readonly Uint8Array[];
  /** On the monotonic clock: the medium does not care what time the user set. */
  readonly atMs: number;
}

/** Told of each stored update's way to the medium. */
export interface BrowserStorageObserver {
  written(room: string, update: Uint8Array): void;
  durable(room: string, update: Uint8Array): void;
}

/** A device's IndexedDB, with what tabs and power cuts do to it. */
export interface BrowserStorage extends DeviceStorage {
  /** The tab that uses it now is told of what it stores. */
  observe(observer: BrowserStorageObserver): void;
  /** Updates committed for a room, as y-indexeddb would load them. */
  read(room: string): Promise<readonly Uint8Array[]>;
}

/** An empty IndexedDB. `durability` as the browser was told: relaxed is the default everywhere. */
export function createBrowserStorage(durability: 'relaxed' | 'strict'): BrowserStorage {
  let factory = new IDBFactory();
  let observer: BrowserStorageObserver = { written: () => undefined, durable: () => undefined };
  let open = 0;
  let failures = 0;
  let unflushed: Commit[] = [];
  let flushing: ReturnType<typeof setInterval> | null = null;

  function flush(): void {
    const now = performance.now();
    const flushed = unflushed.filter((commit) => now - commit.atMs >= flushMs);
    unflushed = unflushed.filter((commit) => now - commit.atMs < flushMs);
    for (const { room, updates } of flushed)
      for (const update of updates) observer.durable(room, update);
    if (unflushed.length === 0 && flushing !== null) {
      clearInterval(flushing);
      flushing = null;
    }
  }

  function committed(commit: Commit): void {
    for (const update of commit.updates) observer.written(commit.room, update);
    if (durability === 'strict') {
      for (const update of commit.updates) observer.durable(commit.room, update);
      return;
    }
    unflushed.push(commit);
    flushing ??= setInterval(flush, flushMs / 4);
  }

  /** Watches every transaction of a database connection. */
  function watch(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (...args) => {
      const transaction = begin(...args) as RawTransaction;
      const updates: Uint8Array[] = [];
      const storeOf = transaction.objectStore.bind(transaction);
      transaction.objectStore = (name) => {
        const store = storeOf(name);
        const add = store.add.bind(store);
        store.add = (value, key) => {
          if (value instanceof Uint8Array) updates.push(value);
          const request = add(value, key);
          if (failures > 0) {
            failures--;
            transaction.abort();
          }
          return request;
        };
        return store;
      };
      open++;
      transaction.addEventListener('complete', () => {
        open--;
        if (updates.length > 0)
          committed({ transaction, room: database.name, updates, atMs: performance.now() });
      });
      transaction.addEventListener('abort', () => void open--);
      return transaction;
    };
  }

  function databases(): Iterable<RawDatabase> {
    return (factory as unknown as { _databases: Map<string, RawDatabase> })._databases.values();
  }

  const indexedDB = {
    open(name: string, version?: number) {
      const request = factory.open(name, version);
      request.addEventListener('success', () => watch(request.result));
      return request;
    },
    deleteDatabase: (name: string) => factory.deleteDatabase(name),
    cmp: (a: unknown, b: unknown) => factory.cmp(a, b),
  };

  return {
    globals: { indexedDB, IDBKeyRange },
    observe(next) {
      observer = next;
    },
    async read(room) {
      const database = await settled(factory.open(room));
      const stored: unknown[] = await settled(
        database.transaction(['updates'], 'readonly').objectStore('updates').getAll(),
      );
      database.close();
      return stored.filter((update) => update instanceof Uint8Array);
    },
    idle: () => open === 0,
    processDied() {
      for (const database of databases()) {
        for (const transaction of database.transactions.toReversed()) {
          if (transaction._state !== 'finished') undo(transaction);
        }
        database.transactions = [];
        database.connections = [];
      }
      open = 0;
      flushing = null;
    },
    powerLost(random) {
      const now = performance.now();
      const atRisk = unflushed.filter((commit) => now - commit.atMs < flushMs);
      const lost = atRisk.length === 0 ? 0 : random.integer(0, atRisk.length);
      for (const { transaction } of atRisk.slice(atRisk.length - lost).toReversed())
        undo(transaction);
      unflushed = [];
    },
    destroyed() {
      factory = new IDBFactory();
      unflushed = [];
    },
    failNext(count) {
      failures = count;
    },
    setDelay: () => undefined,
  };
}

function undo(transaction: RawTransaction): void {
  for (const step of transaction._rollbackLog.toReversed()) step();
  transaction._state = 'finished';
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('IndexedDB request failed')),
    );
  });
}

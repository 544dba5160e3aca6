/** One change of a batch. */
export type BatchOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string };

/**
 * The ordered store below a node's update log. Keys are ASCII and sort by code unit. A batch is
 * atomic; it resolves when written, and with `durability: 'synced'` when it has reached the disk. A
 * rejected batch may or may not have been written. `written` is called once the batch would survive
 * the process.
 */
export interface KeyValueStore {
  batch(
    operations: readonly BatchOperation[],
    durability: 'written' | 'synced',
    written?: () => void,
  ): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** Entries with `from <= key < to`, in key order. */
  range(from: string, to: string): Promise<readonly (readonly [key: string, value: Uint8Array])[]>;
  /** The first key with `from <= key < to`. */
  firstKey(from: string, to: string): Promise<string | undefined>;
  close(): Promise<void>;
}

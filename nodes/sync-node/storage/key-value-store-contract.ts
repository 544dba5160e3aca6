import { afterEach, describe, expect, test } from 'vitest';
import type { KeyValueStore } from '#harness/contract/key-value-store.ts';

/** What every store must do, run against one of them. `open` gives an empty store each time. */
export function describeKeyValueStore(name: string, open: () => Promise<KeyValueStore>): void {
  const stores: KeyValueStore[] = [];
  const openStore = async (): Promise<KeyValueStore> => {
    const store = await open();
    stores.push(store);
    return store;
  };
  afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));

  const put = (key: string, ...bytes: number[]) =>
    ({ type: 'put', key, value: Uint8Array.from(bytes) }) as const;

  describe(`${name} as a key-value store`, () => {
    test('gives back the bytes put, and undefined for a key never put', async () => {
      const store = await openStore();
      await store.batch([put('k', 0, 127, 128, 255), put('none')], 'synced');
      expect(Uint8Array.from((await store.get('k')) ?? [])).toEqual(
        Uint8Array.of(0, 127, 128, 255),
      );
      expect((await store.get('none'))?.length).toBe(0);
      expect(await store.get('unknown')).toBeUndefined();
    });

    test('a range includes its start, excludes its end, and is in key order', async () => {
      const store = await openStore();
      await store.batch(
        ['b', 'a/2', 'a0', 'a/10', 'a/'].map((key) => put(key, 1)),
        'written',
      );
      const keysOf = async (from: string, to: string) =>
        (await store.range(from, to)).map(([key]) => key);
      expect(await keysOf('a/', 'a0')).toEqual(['a/', 'a/10', 'a/2']);
      expect(await keysOf('a0', 'b')).toEqual(['a0']);
      expect(await keysOf('c', 'd')).toEqual([]);
    });

    test('finds the first key of a range without reading the others', async () => {
      const store = await openStore();
      await store.batch([put('b', 1), put('a', 1), put('c', 1)], 'written');
      expect(await store.firstKey('a\0', 'c')).toBe('b');
      expect(await store.firstKey('c\0', 'z')).toBeUndefined();
    });

    test('the operations of a batch apply in order, and deletes what is not there in peace', async () => {
      const store = await openStore();
      await store.batch(
        [put('k', 1), { type: 'del', key: 'k' }, put('k', 2), { type: 'del', key: 'none' }],
        'synced',
      );
      expect(Uint8Array.from((await store.get('k')) ?? [])).toEqual(Uint8Array.of(2));
    });

    test('tells when a batch is written, before it says that it is synced', async () => {
      const store = await openStore();
      const told: string[] = [];
      await store.batch([put('k', 1)], 'synced', () => void told.push('written'));
      told.push('synced');
      expect(told).toEqual(['written', 'synced']);
    });

    test('batches asked for together are all there', async () => {
      const store = await openStore();
      const keys = Array.from({ length: 50 }, (_, index) => `k${index}`);
      await Promise.all(keys.map((key) => store.batch([put(key, 1)], 'synced')));
      expect((await store.range('k', 'l')).length).toBe(keys.length);
    });
  });
}

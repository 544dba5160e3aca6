import { describe, expect, it } from 'vitest';
import { createMemoryDisk } from '#nodes/sync-node/storage/memory-disk.ts';
import { createServerStorage } from './server-storage.ts';

/** Storage over an empty disk, and what it tells. */
function openStorage() {
  const disk = createMemoryDisk();
  const told: string[] = [];
  const storage = createServerStorage(disk, {
    loading: (room) => told.push(`loading ${room}`),
    loaded: (room, updates) => told.push(`loaded ${room} ${updates.length}`),
    stored: (room, update, state) => told.push(`${state} ${room} ${update.join()}`),
    failed: (room) => told.push(`failed ${room}`),
  });
  return { disk, storage, told };
}

const [first, second, state] = [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(9)];

describe('the storage that a server is given', () => {
  it('gives back what was appended, in order, by room', async () => {
    const { storage } = openStorage();
    await storage.append('a', first);
    await storage.append('a', second);
    expect(await storage.load('a')).toEqual([first, second]);
    expect(await storage.load('b')).toEqual([]);
  });

  it('replaces all of a room by one state', async () => {
    const { storage } = openStorage();
    await storage.append('a', first);
    await storage.replace('a', state);
    expect(await storage.load('a')).toEqual([state]);
  });

  it('replaces what another life stored, once it has loaded it', async () => {
    const { disk, storage } = openStorage();
    await storage.replace('a', first);
    const silent = () => undefined;
    const observer = { loading: silent, loaded: silent, stored: silent, failed: silent };
    const next = createServerStorage(disk, observer);
    await next.load('a');
    await next.replace('a', state);
    expect(await next.load('a')).toEqual([state]);
  });

  it('tells when an update is written, and when it is durable', async () => {
    const { storage, told } = openStorage();
    await storage.append('a', first);
    expect(told).toEqual(['written a 1', 'durable a 1']);
  });

  it('rejects and tells when the disk fails, and keeps what was there', async () => {
    const { disk, storage, told } = openStorage();
    await storage.append('a', first);
    disk.failNext(1);
    await expect(storage.replace('a', state)).rejects.toThrow('EIO');
    expect(told).toContain('failed a');
    disk.processDied();
  });
});

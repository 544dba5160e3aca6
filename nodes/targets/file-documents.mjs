import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whole documents in files, for servers that leave storage to their user. A file is named by the
 * digest of its room, so that no room name is ever a path, and replaced atomically.
 *
 * @param {string} folder
 */
export function fileDocuments(folder) {
  /** @param {string} room */
  const fileOf = (room) => join(folder, `${createHash('sha256').update(room).digest('hex')}.bin`);
  return {
    /**
     * @param {string} room
     * @returns {Uint8Array | null}
     */
    read(room) {
      try {
        return new Uint8Array(readFileSync(fileOf(room)));
      } catch {
        return null;
      }
    },
    /**
     * @param {string} room
     * @param {Uint8Array} state
     */
    write(room, state) {
      writeFileSync(`${fileOf(room)}.new`, state);
      renameSync(`${fileOf(room)}.new`, fileOf(room));
    },
  };
}

/**
 * Appends 300 records to a room in the folder given, trying each again until it is stored, and prints how
 * many attempts failed. Run it under a file size limit, which is a disk that refuses to write.
 */
import { openLevelStore } from '../storage/level-store.ts';
import { createUpdateLog } from '../storage/update-log.ts';

const folder = process.argv[2] ?? '';
const log = createUpdateLog(await openLevelStore(folder, console.error));
let failures = 0;
for (let stored = 0; stored < 300;) {
  try {
    await log.append('blog', new Uint8Array(3_000).fill(stored));
    stored++;
  } catch {
    failures++;
  }
}
await log.close();
process.stdout.write(String(failures));

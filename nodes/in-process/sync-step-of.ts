import { afterName } from '#harness/contract/after-name.ts';
import type { DialectName } from '#harness/contract/target.ts';

/** Which sync step a frame carries: 1, 2, or null for anything else. Hocuspocus puts the room's name first. */
export function syncStepOf(frame: Uint8Array, dialect: DialectName): 1 | 2 | null {
  const start = dialect === 'hocuspocus' ? afterName(frame) : 0;
  const isSync = frame[start] === 0 || (dialect === 'hocuspocus' && frame[start] === 4);
  if (!isSync) return null;
  if (frame[start + 1] === 0) return 1;
  return frame[start + 1] === 1 ? 2 : null;
}

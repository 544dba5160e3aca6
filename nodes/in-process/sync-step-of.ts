import type { DialectName } from '#harness/contract/target.ts';

/** Which sync step a frame carries: 1, 2, or null for anything else. Hocuspocus puts the room's name first. */
export function syncStepOf(frame: Uint8Array, dialect: DialectName): 1 | 2 | null {
  const start = dialect === 'hocuspocus' ? afterName(frame) : 0;
  const isSync = frame[start] === 0 || (dialect === 'hocuspocus' && frame[start] === 4);
  if (!isSync) return null;
  if (frame[start + 1] === 0) return 1;
  return frame[start + 1] === 1 ? 2 : null;
}

/** Offset behind a leading variable-length string. */
function afterName(frame: Uint8Array): number {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    const byte = frame[index];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 128 ** index;
    if (byte < 0x80) return index + 1 + length;
  }
  return frame.length;
}

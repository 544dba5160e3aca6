import { crc32 } from 'node:zlib';

/** Four bytes of CRC-32 (IEEE 802.3) before the update. */
const checksumBytes = 4;

/** An update as it is stored. */
export function encodeRecord(update: Uint8Array): Uint8Array {
  const record = new Uint8Array(checksumBytes + update.length);
  new DataView(record.buffer).setUint32(0, crc32(update));
  record.set(update, checksumBytes);
  return record;
}

/** The update in a record, or null when the bytes are not what was written. */
export function decodeRecord(record: Uint8Array): Uint8Array | null {
  if (record.length < checksumBytes) return null;
  const update = record.subarray(checksumBytes);
  const written = new DataView(record.buffer, record.byteOffset).getUint32(0);
  return crc32(update) === written ? update : null;
}

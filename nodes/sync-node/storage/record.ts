import { crc32 } from 'node:zlib';

/**
 * `update` adds to the records before it. `state` holds all of them: what compaction leaves.
 * `newest` belongs to no sequence: it names the newest record, so that a lost one is missed.
 */
export type RecordKind = 'update' | 'state' | 'newest';

const kinds: readonly RecordKind[] = ['update', 'state', 'newest'];

/** A CRC-32 (IEEE 802.3), then one byte for the kind. */
const headerBytes = 5;

/** A record as it is stored. The checksum covers its key too: a record in another's place is corrupt. */
export function encodeRecord(key: string, kind: RecordKind, body: Uint8Array): Uint8Array {
  const record = new Uint8Array(headerBytes + body.length);
  record[4] = kinds.indexOf(kind);
  record.set(body, headerBytes);
  new DataView(record.buffer).setUint32(0, checksum(key, record));
  return record;
}

/** What a record holds, or null when key and bytes are not what was written. */
export function decodeRecord(
  key: string,
  record: Uint8Array,
): { readonly kind: RecordKind; readonly body: Uint8Array } | null {
  if (record.length < headerBytes) return null;
  const written = new DataView(record.buffer, record.byteOffset).getUint32(0);
  const kind = kinds[record[4] ?? -1];
  if (kind === undefined || checksum(key, record) !== written) return null;
  return { kind, body: record.subarray(headerBytes) };
}

function checksum(key: string, record: Uint8Array): number {
  return crc32(record.subarray(4), crc32(key));
}

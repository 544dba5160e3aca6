/** Digits of a sequence number in a key: 2^53 has 16. */
const digits = 16;

/**
 * Keys of a room's records. The name is hex, so that no name can collide with another's keys, leave its
 * range, or mean anything to the store.
 */
export function recordKey(room: string, sequence: number): string {
  return `${roomPrefix(room)}${String(sequence).padStart(digits, '0')}`;
}

/** First key of a room's range, and the first behind it. */
export function roomRange(room: string): readonly [from: string, to: string] {
  const prefix = roomPrefix(room);
  return [prefix, `${prefix}~`];
}

/** The room and sequence number of a key; null for a key that is not a record's. */
export function parseKey(key: string): { readonly room: string; readonly sequence: number } | null {
  const [, hex, sequence] = /^room\/((?:[0-9a-f]{2})*)\/(\d{16})$/.exec(key) ?? [];
  if (hex === undefined || sequence === undefined) return null;
  return { room: Buffer.from(hex, 'hex').toString('utf8'), sequence: Number(sequence) };
}

function roomPrefix(room: string): string {
  return `room/${Buffer.from(room, 'utf8').toString('hex')}/`;
}

/** Digits of a sequence number in a key: 2^53 has 16. */
const digits = 16;

/** Where all rooms' keys are: the first that can be, and the first behind them. */
export const allRooms = ['room/', 'room0'] as const;

/**
 * Keys of a room's records. The name is hex, so that no name can collide with another's keys, leave its
 * range, or mean anything to the store. (The hex of its JSON: UTF-8 alone makes all lone surrogates one.)
 */
export function recordKey(room: string, sequence: number): string {
  return `${roomPrefix(room)}${String(sequence).padStart(digits, '0')}`;
}

/** Key of the record that names a room's newest; it sorts behind them all. */
export function newestKey(room: string): string {
  return `${roomPrefix(room)}newest`;
}

/** First key of a room's range, and the first behind it. */
export function roomRange(room: string): readonly [from: string, to: string] {
  const prefix = roomPrefix(room);
  return [prefix, `${prefix}~`];
}

/** The room of a key; null for a key that is no room's. */
export function roomOfKey(key: string): string | null {
  const hex = /^room\/((?:[0-9a-f]{2})*)\//.exec(key)?.[1];
  if (hex === undefined) return null;
  try {
    const room: unknown = JSON.parse(`"${Buffer.from(hex, 'hex').toString('utf8')}"`);
    return typeof room === 'string' ? room : null;
  } catch {
    return null;
  }
}

/** The sequence number in a key; null for a key that is not a record's. */
export function sequenceOfKey(key: string): number | null {
  const sequence = /\/(\d{16})$/.exec(key)?.[1];
  return sequence === undefined ? null : Number(sequence);
}

function roomPrefix(room: string): string {
  const json = JSON.stringify(room).slice(1, -1);
  return `room/${Buffer.from(json, 'utf8').toString('hex')}/`;
}

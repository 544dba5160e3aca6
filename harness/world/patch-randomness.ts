import crypto from 'node:crypto';
import { current } from './current.ts';

/** Every source of random bytes draws from the stream of the device that asks. */
export function patchRandomness(): void {
  const realMathRandom = Math.random;
  Math.random = () => {
    const bytes = draw(6);
    if (bytes === null) return realMathRandom();
    return bytes.readUIntBE(0, 6) / 2 ** 48;
  };

  const prototype = Object.getPrototypeOf(crypto.webcrypto) as Crypto;
  const realGetRandomValues = prototype.getRandomValues;
  prototype.getRandomValues = function getRandomValues<T extends ArrayBufferView | null>(
    this: Crypto,
    array: T,
  ): T {
    if (array === null || current.zone === null)
      return realGetRandomValues.call(this, array as never) as never;
    current.zone.life.random.fillBytes(
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    );
    return array;
  };

  const realRandomUuid = crypto.randomUUID;
  const randomUuid: typeof crypto.randomUUID = (options) => {
    const bytes = draw(16);
    return bytes === null ? realRandomUuid(options) : uuidOf(bytes);
  };
  crypto.randomUUID = randomUuid;
  prototype.randomUUID = () => randomUuid();

  const realRandomBytes = crypto.randomBytes;
  crypto.randomBytes = ((size: number, callback?: (error: Error | null, bytes: Buffer) => void) => {
    const bytes = draw(size);
    if (bytes === null)
      return callback === undefined ? realRandomBytes(size) : realRandomBytes(size, callback);
    if (callback === undefined) return bytes;
    queueMicrotask(() => callback(null, bytes));
    return undefined;
  }) as typeof crypto.randomBytes;

  const realRandomFillSync = crypto.randomFillSync;
  crypto.randomFillSync = ((
    array: NodeJS.ArrayBufferView,
    offset = 0,
    size = array.byteLength - offset,
  ) => {
    if (current.zone === null) return realRandomFillSync(array, offset, size);
    current.zone.life.random.fillBytes(
      new Uint8Array(array.buffer, array.byteOffset + offset, size),
    );
    return array;
  }) as typeof crypto.randomFillSync;

  const realRandomInt = crypto.randomInt;
  crypto.randomInt = ((
    min: number,
    max?: number,
    callback?: (error: Error | null, value: number) => void,
  ) => {
    if (current.zone === null)
      return (realRandomInt as (...args: unknown[]) => number)(min, max, callback);
    const [low, high] = max === undefined ? [0, min] : [min, max];
    return current.zone.life.random.integer(low, high - 1);
  }) as typeof crypto.randomInt;
}

/** Bytes of the current device's stream; null outside any device. */
function draw(size: number): Buffer | null {
  if (current.zone === null) return null;
  const bytes = Buffer.alloc(size);
  current.zone.life.random.fillBytes(bytes);
  return bytes;
}

/** Version 4 of RFC 9562. */
function uuidOf(bytes: Buffer): `${string}-${string}-${string}-${string}-${string}` {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

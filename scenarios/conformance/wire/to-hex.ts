/** Lower-case hex of the first `limit` bytes. */
export function toHex(bytes: Uint8Array, limit = 64): string {
  return Buffer.from(bytes.subarray(0, limit)).toString('hex');
}

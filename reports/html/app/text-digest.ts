/** A 32-bit FNV-1a hash of texts in hex: enough to tell by eye that two replicas differ. */
export function textDigest(texts: ReadonlyMap<string, string>): string {
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify([...texts].sort())) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

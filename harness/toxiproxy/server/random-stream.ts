import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A stream of randomness of its own for each label, so that what one connection or toxic draws
 * never depends on what another one drew (FNV-1a of the label, mixed into the seed).
 */
export function randomStream(seed: number, label: string): RandomGenerator {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(label)) hash = Math.imul(hash ^ byte, 0x01000193);
  return xoroshiro128plus(seed ^ hash);
}

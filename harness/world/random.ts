import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded stream of integers. Streams are independent: a draw from one changes no other. */
export interface RandomStream {
  /** Uniform integer, both ends included. */
  integer(min: number, max: number): number;
  /** Fills the bytes in place. */
  fillBytes(bytes: Uint8Array): void;
  /** A stream of its own; the same label gives the same stream, whatever was drawn before. */
  fork(label: string): RandomStream;
}

/** The root stream of a run. `seed` is an integer from 0 to 2^32-1. */
export function createRandom(seed: number): RandomStream {
  return streamAt(`seed:${seed}`);
}

function streamAt(path: string): RandomStream {
  const generator = xoroshiro128plus(createHash('sha256').update(path).digest().readInt32LE(0));
  return {
    integer: (min, max) => uniformInt(generator, min, max),
    fillBytes(bytes) {
      for (let index = 0; index < bytes.length; index++)
        bytes[index] = uniformInt(generator, 0, 255);
    },
    fork: (label) => streamAt(`${path}/${label}`),
  };
}

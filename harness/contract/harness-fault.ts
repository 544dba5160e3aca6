/** A fault of the harness itself, never of what it tests: exits 70. */
export class HarnessFault extends Error {
  override readonly name = 'HarnessFault';
}

/** The case met, while running, what the target legitimately lacks: a room name it refuses, say. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

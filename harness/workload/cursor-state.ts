import type { RandomIntegers } from '#harness/contract/device.ts';
import type { Json } from '#harness/contract/json.ts';

/** A user's awareness state with a selection in the first 400 characters, for `state` steps. */
export function cursorState(name: string, random: RandomIntegers): Json {
  const anchor = random.integer(0, 400);
  return { name, cursor: { anchor, head: anchor + random.integer(0, 20) } };
}

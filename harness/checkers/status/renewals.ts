/** A client renews its state when it is 15 s old, looking every 3 s: after 15 to 18 s. */
const shortestMs = 15_000;
const longestMs = 18_000;

/** Most and fewest renewals of one state within a time. */
export function renewals(durationMs: number): { readonly most: number; readonly fewest: number } {
  return {
    most: Math.floor(durationMs / shortestMs) + 1,
    fewest: Math.floor(durationMs / longestMs),
  };
}

/** A renewal is sent by every replica on every connection of its own at most, its origin included. */
export function renewalMessages(connections: number): number {
  return 2 * connections;
}

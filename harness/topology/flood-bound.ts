/**
 * Update messages that flooding costs per edit at most: every replica passes an edit on once to each
 * of its connections but the one that brought it, so 2 x connections - replicas + 1. 13 in the
 * reference topology.
 */
export function floodBound(connections: number, replicas: number): number {
  return 2 * connections - replicas + 1;
}

/** What a spanning tree would need per edit: the minimum, for information. */
export function treeCost(replicas: number): number {
  return Math.max(0, replicas - 1);
}

import type { ReplicaFacts } from './replica-facts.ts';

/** How two replicas of a room differ, in words; null when they are equal. */
export function difference(a: ReplicaFacts, b: ReplicaFacts): string | null {
  const [left, right] = [a.event.device, b.event.device];
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const missing = one.structs.firstMissingFrom(other.structs);
    if (missing !== undefined) {
      return `${one.event.device} lacks struct ${missing.client}:${missing.clock}, which ${other.event.device} has`;
    }
    const undeleted = one.deletes.firstMissingFrom(other.deletes);
    if (undeleted !== undefined) {
      return `${one.event.device} has not deleted ${undeleted.client}:${undeleted.clock}, which ${other.event.device} has`;
    }
  }
  if (a.stateVector !== b.stateVector) return `${left} and ${right} have different state vectors`;
  if (a.content !== b.content)
    return `${left} and ${right} show different content with equal state vectors`;
  if (a.digest !== b.digest) return `${left} and ${right} differ once both are reloaded`;
  return null;
}

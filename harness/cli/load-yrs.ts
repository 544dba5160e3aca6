import { UsageError } from '#harness/contract/usage-error.ts';
import type { CreateBareReplica } from '#nodes/bare-replica/bare-replica.ts';

/** Replicas of yrs. Throws a UsageError where its package, which is for development only, is missing. */
export async function loadYrs(): Promise<CreateBareReplica> {
  throw new UsageError('not yet');
}

import { UsageError } from '#harness/contract/usage-error.ts';
import type { CreateBareReplica } from '#nodes/bare-replica/bare-replica.ts';
import { createYrsReplica } from '#nodes/bare-replica/yrs-replica.ts';

/** Replicas of yrs. Throws a UsageError where its package, which is for development only, is missing. */
export async function loadYrs(): Promise<CreateBareReplica> {
  try {
    const yrs = await import('ywasm');
    return (options) => createYrsReplica(yrs, options);
  } catch (error) {
    throw new UsageError(
      'a replica of this schedule is kept by yrs, and its package is not installed: add ywasm 0.18.3',
      { cause: error },
    );
  }
}

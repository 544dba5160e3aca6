import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { DeployedTarget } from '#harness/contract/target.ts';
import type { LaneServer } from './open-lane.ts';

/** A server that somebody else runs: it has URLs, and no process that could be controlled. */
export function deployedServer(target: DeployedTarget): LaneServer {
  const refuse = (): Promise<never> =>
    Promise.reject(new HarnessFault('a case controls a deployed server without needing "restart"'));
  return {
    url: async (room) => target.url(room),
    life: () => ({ alive: () => true }),
    answers: () => Promise.resolve(true),
    start: refuse,
    stop: refuse,
    kill: refuse,
    revoke: refuse,
  };
}

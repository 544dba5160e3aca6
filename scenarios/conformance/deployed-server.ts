import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { DeployedTarget } from '#harness/contract/target.ts';
import { acceptsTcp } from './accepts-tcp.ts';
import type { LaneServer } from './open-lane.ts';
import { Unsupported } from './unsupported.ts';

/** How long a dial may take, and how long somebody's supervisor to start the server again, ms. */
const dialMs = 5_000;
const returnMs = 3_000;
const pollMs = 250;

/** A server that somebody else runs: it has URLs, and no process that could be controlled. */
export function deployedServer(target: DeployedTarget): LaneServer {
  const refuse = (): Promise<never> =>
    Promise.reject(new HarnessFault('a case controls a deployed server without needing "restart"'));
  let isGone = false;

  async function answers(): Promise<boolean> {
    const { hostname, port, protocol } = new URL(await target.url('yardstick'));
    const usual = protocol === 'wss:' ? 443 : 80;
    // URLs write IPv6 addresses in brackets.
    const host = hostname.replace(/^\[|\]$/g, '');
    return acceptsTcp(port === '' ? usual : Number(port), host, dialMs);
  }

  return {
    url: async (room) => target.url(room),
    life: () => ({ alive: () => true }),
    answers,
    isRevivable: false,
    async revive() {
      const deadline = Date.now() + returnMs;
      while (!isGone && !(await answers())) {
        isGone = Date.now() > deadline;
        await new Promise((resolve) => void setTimeout(resolve, pollMs));
      }
      if (isGone) {
        throw new Unsupported(
          'the server accepts no connections any more, since the case that failed before, and cannot be started from here (see --command; or leave that case out with --exclude)',
        );
      }
    },
    start: refuse,
    stop: refuse,
    kill: refuse,
    revoke: refuse,
  };
}

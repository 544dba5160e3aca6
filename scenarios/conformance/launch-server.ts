import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { RunningTarget, SocketTarget } from '#harness/contract/target.ts';
import { thrownBy } from '#harness/contract/thrown-by.ts';
import type { ServerControl } from './case-context.ts';
import { acceptsTcp } from './accepts-tcp.ts';
import { findFreePort } from './find-free-port.ts';
import type { LaneServer } from './open-lane.ts';

/** A server of the suite's own, with a port and a data folder that it keeps between its lives. */
export interface LaunchedServer extends LaneServer {
  /** Kills it and removes its data. */
  dispose(): Promise<void>;
}

/** Starts an instance of the target, which dials the given servers. */
export async function launchServer(
  target: SocketTarget,
  dials: readonly ServerControl[],
): Promise<LaunchedServer> {
  const port = target.fixedPort ?? (await findFreePort());
  const dataDir = mkdtempSync(join(tmpdir(), 'yardstick-target-'));
  const peers = await Promise.all(dials.map(urlTemplate));
  let running: RunningTarget | null = null;

  function current(): RunningTarget {
    if (running === null) throw new HarnessFault(`${target.name} was used before it was started`);
    return running;
  }

  const server: LaunchedServer = {
    url: async (room) => current().url(room),
    answers: async () => running !== null && running.alive() && acceptsTcp(port),
    async start() {
      try {
        running = await target.start({ port, dataDir, peers });
      } catch (error) {
        if (error instanceof UsageError || error instanceof HarnessFault) throw error;
        throw new UsageError(`start() of the target "${target.name}" threw ${thrownBy(error)}`);
      }
    },
    stop: () => current().stop(),
    kill: () => current().kill(),
    async revoke() {
      const { revoke } = current();
      if (revoke === undefined)
        throw new HarnessFault(`${target.name} declares a revocable token, but no revoke()`);
      await revoke();
    },
    life: current,
    isRevivable: true,
    async revive() {
      await server.kill();
      await server.start();
    },
    async dispose() {
      await running?.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await server.start();
    checkRunning(target.name, running);
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  return server;
}

/** What a target's file gives back is its author's: told in a line, and no fault of ours. */
function checkRunning(name: string, running: Readonly<Partial<RunningTarget>> | null): void {
  const lacking = (['url', 'stop', 'kill', 'alive'] as const).filter(
    (part) => typeof running?.[part] !== 'function',
  );
  if (lacking.length > 0)
    throw new UsageError(
      `start() of the target "${name}" resolved to an object without ${lacking.join('(), ')}()`,
    );
}

/** The URL of a room with `{id}` in the room's place. */
async function urlTemplate(server: ServerControl): Promise<string> {
  const stand = 'yardstickroom';
  return (await server.url(stand)).replace(stand, '{id}');
}

import { checkers } from '#harness/checkers/checkers.ts';
import { digestContent } from '#harness/checkers/content-digest.ts';
import { createSocketCarrier } from '#harness/carrier/socket-carrier.ts';
import { exitCode } from '#harness/contract/exit-code.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { run, type RunOutcome } from '#harness/run/run.ts';
import { documents } from '#harness/workload/documents.ts';
import { real } from '#harness/world/real.ts';
import { openToxiproxy } from './open-toxiproxy.ts';
import { ourOwn, runScenario } from './run-scenario.ts';

/** How long a run on sockets may take to become quiescent after its last step, milliseconds. */
const settleOnSocketsMs = 120_000;

/** Everything that carries the runs of one command. */
export interface Carriers {
  run(scenario: Scenario, seed: number, via: RunRecord['via']): Promise<RunOutcome>;
  /** Ends what runs and what was started; nothing of it is left. */
  close(): Promise<void>;
}

/**
 * Nothing is started before a run needs it. `timeoutMs` bounds the settling of every run. A signal to stop
 * ends what runs, and the process.
 */
export function openCarriers(timeoutMs?: number): Carriers {
  const toxiproxy = openToxiproxy(process.env);
  const open = new Set<{ close(): Promise<void> }>();

  function runOnSockets(scenario: Scenario, seed: number): Promise<RunOutcome> {
    return run({
      scenario,
      seed,
      node: ourOwn.node.name,
      checkers,
      settleMs: timeoutMs ?? settleOnSocketsMs,
      wallMs: real.now,
      openCarrier(_seed, saw) {
        const carrier = createSocketCarrier({
          toxiproxy: toxiproxy.connect,
          node: ourOwn.node,
          nodeEntry: new URL('./node-process.ts', import.meta.url),
          client: ourOwn.client,
          dialect: ourOwn.dialect,
          documents,
          saw,
        });
        open.add(carrier);
        return carrier;
      },
      digest: digestContent,
    });
  }

  async function close(): Promise<void> {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await Promise.all([...open].map((carrier) => carrier.close()));
    await toxiproxy.close();
  }

  let isInterrupted = false;
  const interrupted = (): void => {
    isInterrupted = true;
    void close().finally(() => process.exit(exitCode.interrupted));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);

  return {
    async run(scenario, seed, via) {
      if (via === 'memory') {
        const limits = timeoutMs === undefined ? {} : { settleMs: timeoutMs };
        return runScenario(scenario, seed, ourOwn, limits);
      }
      try {
        return await runOnSockets(scenario, seed);
      } catch (error) {
        // It failed because its devices were taken away; the process ends as soon as they have gone.
        if (isInterrupted) await new Promise(() => undefined);
        throw error;
      }
    },
    close,
  };
}

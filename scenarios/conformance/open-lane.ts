import { performance } from 'node:perf_hooks';
import type { CaseOutcome, CaseResult } from '#harness/contract/conformance-report.ts';
import type { RunningTarget } from '#harness/contract/target.ts';
import type { ServerControl } from './case-context.ts';
import type { ConformanceCase } from './define-case.ts';
import { unrunResult } from './run-case.ts';
import { Unsupported } from './unsupported.ts';

/** One server of the target, on which cases are run. */
export interface Lane {
  /** Runs a case, or says why the target cannot. Starts the server again if it is down. */
  run(testCase: ConformanceCase): Promise<CaseResult>;
  /** How often the server ended without a case having ended it. */
  crashes(): number;
  /** Whether a server that ended can be started again, and a case be run on it once more. */
  readonly isRevivable: boolean;
}

/** What can be known of one life of a server's process. */
export type Life = Pick<RunningTarget, 'alive' | 'output'>;

export interface LaneServer extends ServerControl {
  life(): Life;
  /** Brings it back; rejects with {@link Unsupported} where nobody can. */
  revive(): Promise<void>;
  /** Whether it can be brought back, so that a case may be run again. */
  readonly isRevivable: boolean;
}

export interface LaneOptions {
  readonly server: LaneServer;
  /** Why the case cannot be run, or must not; null when it can. */
  whyNot(testCase: ConformanceCase): string | null;
  /** Runs the case; with `crashed`, only until the process has ended. */
  runOn(
    server: ServerControl,
    testCase: ConformanceCase,
    crashed: AbortSignal,
  ): Promise<CaseResult>;
  /** The shell command that runs one case alone. */
  replay(id: string): string;
}

/** What a process wrote before it ended, and is told: enough for the trace of an exception. */
const toldOutput = 3_000;
const pollMs = 50;
/** How long a process that takes no more connections may still write why, ms. */
const lastWordsMs = 2_000;

export function openLane({ server, whyNot, runOn, replay }: LaneOptions): Lane {
  let revival: Promise<void> | null = null;
  let crashes = 0;

  /** A server that an earlier case brought down is started again, once for all who wait. */
  async function revive(): Promise<void> {
    if (revival === null && (await server.answers())) return;
    revival ??= server.revive().finally(() => {
      revival = null;
    });
    await revival;
  }

  /** Whether this life is over, or stops accepting connections, within this time. */
  async function ends(life: Life, withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    while (life.alive() && (await server.answers())) {
      if (performance.now() >= deadline) return false;
      await pause(pollMs);
    }
    return true;
  }

  return {
    crashes: () => crashes,
    isRevivable: server.isRevivable,
    async run(testCase) {
      const reason = whyNot(testCase);
      if (reason !== null) {
        return unrunResult(testCase, { kind: 'unsupported', reason }, replay(testCase.id));
      }
      const down = await revive().then(() => null, whyDown);
      if (down !== null) return unrunResult(testCase, down, replay(testCase.id));
      const life = server.life();
      const ownRestarts = testCase.needs.includes('restart');
      const watch = watchLife(life);
      const result = await runOn(
        server,
        testCase,
        ownRestarts ? new AbortController().signal : watch.ended,
      );
      watch.stop();
      if (ownRestarts || !(await ends(life, suspicionMs(result)))) return result;
      crashes++;
      if (result.outcome.kind === 'error') return result;
      const actual = server.isRevivable
        ? `it ended${await lastWords(life)}`
        : 'it accepts no connections any more';
      return { ...result, outcome: { kind: 'fail', expected: 'the process lives', actual } };
    },
  };
}

/** Tells once the life is over: whoever still waits for something then waits in vain. */
function watchLife(life: Life): { readonly ended: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (!life.alive()) controller.abort();
  }, pollMs);
  return { ended: controller.signal, stop: () => clearInterval(timer) };
}

function whyDown(error: unknown): CaseOutcome {
  if (error instanceof Unsupported) return { kind: 'unsupported', reason: error.message };
  return { kind: 'error', message: `no server: ${String(error)}` };
}

async function lastWords(life: Life): Promise<string> {
  const deadline = performance.now() + lastWordsMs;
  while (life.alive() && performance.now() < deadline) await pause(pollMs);
  const words = life.output?.() ?? '';
  return words === '' ? '' : `, after writing: ${words.slice(-toldOutput)}`;
}

/**
 * How long to wait whether a process ends, ms: one that has begun to may accept connections for a
 * while. Where connections were cut off it is under suspicion.
 */
function suspicionMs({ outcome }: CaseResult): number {
  if (outcome.kind !== 'fail') return 0;
  return /closed with 1006|was refused/.test(outcome.actual) ? 3_000 : 500;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

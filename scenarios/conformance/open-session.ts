import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { CaseResult } from '#harness/contract/conformance-report.ts';
import type { Target } from '#harness/contract/target.ts';
import type { ServerControl } from './case-context.ts';
import type { ConformanceCase } from './define-case.ts';
import { deployedServer } from './deployed-server.ts';
import { launchServer, type LaunchedServer } from './launch-server.ts';
import { unmetNeed, type RunProfile } from './needs.ts';
import { matchesGlob } from './matches-glob.ts';
import { preflight } from './preflight.ts';
import { runCase, unrunResult } from './run-case.ts';
import { dialectOf } from './wire/dialect-of.ts';

export interface SessionOptions extends RunProfile {
  /** Before every room name; some deployments accept only certain names. */
  readonly roomPrefix: string;
  /** For targets that declare no tokens. */
  readonly token: string | null;
  /** How long a conforming server may take, ms. */
  readonly deadlineMs: number;
  /** How long a case may take in all, ms; thrice that where it waits for time-outs. */
  readonly caseLimitMs: number;
  /** Real time without news after which nothing more is expected, ms. */
  readonly silenceMs: number;
  /** Real ms per ms that a case lets pass: 1, or less where the server's clock was sped up too. */
  readonly timeScale: number;
  /** The shell command that runs one case alone. */
  replay(id: string): string;
}

export const defaultSessionOptions: SessionOptions = {
  conduct: 'any',
  pace: 'quick',
  exclude: [],
  roomPrefix: '',
  token: null,
  deadlineMs: 5_000,
  caseLimitMs: 60_000,
  silenceMs: 250,
  timeScale: 1,
  replay: (id) => `pnpm conformance --case ${id}`,
};

/** One server of the target, on which cases are run. */
export interface Lane {
  /** Runs a case, or says why the target cannot. Starts the server again if it is down. */
  run(testCase: ConformanceCase): Promise<CaseResult>;
  /** How often the server ended without a case having ended it. */
  crashes(): number;
}

/** A target, running and seen to speak its dialect. */
export interface Session {
  /** Up to so many servers, the first of them running already; one where the target allows one. */
  lanes(count: number): Promise<readonly Lane[]>;
  close(): Promise<void>;
}

/** What a process wrote before it ended, and is told: enough for the trace of an exception. */
const toldOutput = 3_000;

/**
 * How long to wait whether a process ends, ms: one that has begun to may accept connections for a
 * while. Where connections were cut off it is under suspicion.
 */
function suspicionMs({ outcome }: CaseResult): number {
  if (outcome.kind !== 'fail') return 0;
  return /closed with 1006|was refused/.test(outcome.actual) ? 3_000 : 500;
}

/** Starts the target and checks that it speaks the dialect; a UsageError otherwise. */
export async function openSession(target: Target, options: SessionOptions): Promise<Session> {
  const runId = randomBytes(3).toString('hex');
  const dialect = dialectOf(target.dialect);
  const launched: LaunchedServer[] = [];
  const launch = async (dials: readonly ServerControl[]): Promise<LaunchedServer> => {
    if (!('start' in target)) throw new HarnessFault('a deployed server cannot be launched');
    const server = await launchServer(target, dials);
    launched.push(server);
    return server;
  };
  const close = async (): Promise<void> => {
    await Promise.all(launched.map((server) => server.dispose()));
  };

  /** Why the case cannot be run, or must not; null when it can. */
  function whyNot({ id, needs }: ConformanceCase): string | null {
    const glob = options.exclude.find((pattern) => matchesGlob(id, pattern));
    if (glob !== undefined) return `excluded by --exclude ${glob}`;
    for (const need of needs) {
      const reason = unmetNeed(need, target, options);
      if (reason !== null) return reason;
    }
    return null;
  }

  function laneOn(server: ServerControl & { output?(): string }): Lane {
    let revival: Promise<void> | null = null;
    /** A server that an earlier case brought down is started again, once for all who wait. */
    async function revive(): Promise<void> {
      if (revival === null && (await server.answers())) return;
      revival ??= server
        .kill()
        .then(() => server.start())
        .finally(() => {
          revival = null;
        });
      await revival;
    }
    /** Whether it stops accepting connections within this time. */
    async function ends(withinMs: number): Promise<boolean> {
      const deadline = performance.now() + withinMs;
      while (await server.answers()) {
        if (performance.now() >= deadline) return false;
        await new Promise((resolve) => void setTimeout(resolve, 50));
      }
      return true;
    }
    let crashes = 0;
    return {
      crashes: () => crashes,
      async run(testCase) {
        const replay = options.replay(testCase.id);
        const reason = whyNot(testCase);
        if (reason !== null) {
          return unrunResult(testCase, { kind: 'unsupported', reason }, replay);
        }
        const down = await revive().then(() => null, String);
        if (down !== null) {
          return unrunResult(testCase, { kind: 'error', message: `no server: ${down}` }, replay);
        }
        const room = `${options.roomPrefix}${testCase.id.toLowerCase()}-${runId}`;
        const { token, deadlineMs, silenceMs, timeScale } = options;
        const setting = { target, dialect, server, room, token, deadlineMs, silenceMs, timeScale };
        const limitMs = options.caseLimitMs * (testCase.needs.includes('slow') ? 3 : 1);
        const whole = { ...setting, startNode: launch };
        const result = await runCase(testCase, whole, limitMs, replay);
        if (testCase.needs.includes('restart')) return result;
        if (!(await ends(suspicionMs(result)))) return result;
        crashes++;
        if (result.outcome.kind === 'error') return result;
        const words = server.output?.() ?? '';
        const actual = `it ended${words === '' ? '' : `, after writing: ${words.slice(-toldOutput)}`}`;
        return { ...result, outcome: { kind: 'fail', expected: 'the process lives', actual } };
      },
    };
  }

  const first = 'start' in target ? await launch([]) : deployedServer(target);
  try {
    await preflight({ target, dialect, server: first, ...options });
  } catch (error) {
    await close();
    throw error;
  }
  const open = [laneOn(first)];
  return {
    async lanes(count) {
      const many = 'start' in target && target.fixedPort === undefined;
      const missing = many ? Math.max(0, count - open.length) : 0;
      const servers = await Promise.all(Array.from({ length: missing }, () => launch([])));
      open.push(...servers.map(laneOn));
      return open.slice(0, count);
    },
    close,
  };
}

import { randomBytes } from 'node:crypto';
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
import { openLane, type Lane, type LaneServer } from './open-lane.ts';
import { runCase } from './run-case.ts';
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

/** A target, running and seen to speak its dialect. */
export interface Session {
  /**
   * Up to so many servers, the first of them running already and the others being started; one where
   * the target allows one.
   */
  lanes(count: number): readonly Promise<Lane>[];
  close(): Promise<void>;
}

/** Starts the target and checks that it speaks the dialect; a UsageError otherwise. */
export async function openSession(target: Target, options: SessionOptions): Promise<Session> {
  const runId = randomBytes(3).toString('hex');
  const dialect = dialectOf(target.dialect);
  const { replay } = options;
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

  const laneOn = (server: LaneServer): Lane => openLane({ server, whyNot, runOn, replay });

  async function runOn(
    server: ServerControl,
    testCase: ConformanceCase,
    crashed: AbortSignal,
  ): Promise<CaseResult> {
    const room = `${options.roomPrefix}${testCase.id.toLowerCase()}-${runId}`;
    const { token, deadlineMs, silenceMs, timeScale } = options;
    const setting = { target, dialect, server, room, token, deadlineMs, silenceMs, timeScale };
    const limitMs = options.caseLimitMs * (testCase.needs.includes('slow') ? 3 : 1);
    const end = { limitMs, crashed };
    return runCase(testCase, { ...setting, startNode: launch }, end, replay(testCase.id));
  }

  const first = 'start' in target ? await launch([]) : deployedServer(target);
  try {
    await preflight({ target, dialect, server: first, ...options });
  } catch (error) {
    await close();
    throw error;
  }
  const open = [Promise.resolve(laneOn(first))];
  return {
    lanes(count) {
      const many = 'start' in target && target.fixedPort === undefined ? count : 1;
      while (open.length < many) open.push(launch([]).then(laneOn));
      return open.slice(0, count);
    },
    close,
  };
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, describe, it } from 'vitest';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { DeployedTarget, RunningTarget, SocketTarget } from '#harness/contract/target.ts';
import { judgeExpectations } from './judge-expectations.ts';
import { matchesGlob } from './matches-glob.ts';
import { unmetNeed } from './needs.ts';
import { defaultSessionOptions, openSession } from './open-session.ts';
import { runConformance } from './run-conformance.ts';
import { serverCases } from './server-cases.ts';
import { findFreePort } from './find-free-port.ts';
import { launchServer } from './launch-server.ts';
import { referenceTarget } from './testing/reference-target.ts';

const options = { ...defaultSessionOptions, deadlineMs: 800, silenceMs: 100 };
const casesOf = (...ids: string[]) => serverCases().filter(({ id }) => ids.includes(id));
const deployed = (url: string, more: Partial<DeployedTarget> = {}): DeployedTarget => ({
  name: 'somebody’s',
  dialect: 'y-protocols',
  url: (room) => `${url}/${room}`,
  ...more,
});

describe('preflight: a mistake of the caller is one usage error with the remedy', () => {
  it('nothing listens', async () => {
    const target = deployed(`ws://127.0.0.1:${await findFreePort()}`);
    await expect(openSession(target, options)).rejects.toThrow(
      /nothing answers .* Start the server/,
    );
  });

  it('an HTTP server that knows no WebSocket', async () => {
    const server: Server = createServer((_request, response) => void response.writeHead(404).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const session = openSession(deployed(`ws://127.0.0.1:${port}`), options);
    await expect(session).rejects.toThrow(UsageError);
    await expect(session).rejects.toThrow(/HTTP 404 .* Check the path/);
    server.close();
  });

  it('a target that does not start, or starts what the suite cannot drive', async () => {
    const broken = (start: () => unknown): SocketTarget => ({
      ...referenceTarget(),
      name: 'mine',
      start: async () => start() as RunningTarget,
    });
    const throwing = broken(() => {
      throw new Error('no such database');
    });
    await expect(launchServer(throwing, [])).rejects.toThrow(
      /^start\(\) of the target "mine" threw Error: no such database/,
    );
    const empty = broken(() => ({ url: () => '', alive: () => true }));
    await expect(launchServer(empty, [])).rejects.toThrow(
      new UsageError('start() of the target "mine" resolved to an object without stop(), kill()'),
    );
  });

  it('the wrong token, and the wrong dialect', async () => {
    const server = await launchServer(referenceTarget(), []);
    const url = (await server.url('')).replace(/\/$/, '');
    await expect(openSession(deployed(url), options)).rejects.toThrow(
      /permission denied .*--token/,
    );
    const other = deployed(`${url}`, {
      dialect: 'hocuspocus',
      url: (room) => `${url}/${room}?token=writer`,
    });
    await expect(openSession(other, options)).rejects.toThrow(
      'speaks the "y-protocols" dialect, not "hocuspocus"',
    );
    await server.dispose();
  });
});

describe('a run', () => {
  it('gives results in the order of the cases, and says what was not run and why', async () => {
    const cases = casesOf('YS-SYNC-001', 'YS-AWAR-015', 'YS-MALF-001', 'YS-ROOM-001', 'YS-UPD-001');
    const report = await runConformance(referenceTarget(), cases, {
      ...options,
      conduct: 'safe',
      exclude: ['YS-ROOM-*'],
    });
    if (report.kind !== 'run') throw new TypeError(report.reason);
    expect(report.results.map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
    const reasons = report.results.map(({ outcome }) =>
      outcome.kind === 'unsupported' ? outcome.reason : outcome.kind,
    );
    expect(reasons).toEqual([
      'pass',
      'pass',
      'waits for time-outs of 30 s and more (see --slow)',
      '--safe: nothing malformed is sent',
      'excluded by --exclude YS-ROOM-*',
    ]);
  });

  it('keeps the wire log of a case: direction, connection, time, bytes and what they say', async () => {
    const report = await runConformance(referenceTarget(), casesOf('YS-HAND-006'), options);
    if (report.kind !== 'run') throw new TypeError(report.reason);
    const [first] = report.results;
    expect(first?.wire).toContainEqual({
      atMs: expect.any(Number),
      peer: 'newcomer in an empty room',
      direction: 'sent',
      bytes: 4,
      hex: '00000100',
      summary: 'step1 empty state vector',
    });
  });

  it('lets victims of a crash be run again alone: only its author fails', async () => {
    const target = referenceTarget({
      malformed: (room, _connection, what) => what === 'text' && room.crash(),
    });
    const report = await runConformance(
      target,
      casesOf('YS-SYNC-001', 'YS-MALF-007', 'YS-UPD-001', 'YS-MALF-001'),
      options,
    );
    if (report.kind !== 'run') throw new TypeError(report.reason);
    const failed = report.results.filter(({ outcome }) => outcome.kind !== 'pass');
    expect(failed.map(({ id }) => id)).toEqual(['YS-MALF-007']);
  });

  it('tells who brought down a deployed server, and runs nothing on it afterwards', async () => {
    const server = await launchServer(
      referenceTarget({ malformed: (room, _connection, what) => what === 'text' && room.crash() }),
      [],
    );
    const base = (await server.url('')).replace(/\/$/, '');
    const report = await runConformance(
      deployed(base, { url: (room) => `${base}/${room}?token=writer` }),
      casesOf('YS-SYNC-001', 'YS-MALF-007', 'YS-MALF-008'),
      options,
    );
    if (report.kind !== 'run') throw new TypeError(report.reason);
    expect(report.results.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['YS-SYNC-001', { kind: 'pass' }],
      [
        'YS-MALF-007',
        {
          kind: 'fail',
          expected: 'the process lives',
          actual: 'it accepts no connections any more',
        },
      ],
      [
        'YS-MALF-008',
        { kind: 'unsupported', reason: expect.stringContaining('cannot be started from here') },
      ],
    ]);
    await server.dispose();
  });

  it('needs nothing that the target does not declare', () => {
    const bare = deployed('ws://127.0.0.1:1');
    expect(unmetNeed('restart', bare, options)).toContain('--command');
    expect(unmetNeed('persistence', bare, options)).toBe('the target declares no persistence');
    expect(unmetNeed('flood', bare, options)).toBeNull();
    expect(unmetNeed('slow', bare, { ...options, pace: 'all' })).toBeNull();
  });
});

const result = (id: string, kind: 'pass' | 'fail') => ({
  ...casesOf(id)[0],
  id,
  family: 'sync',
  title: '',
  level: 'MUST' as const,
  source: '',
  outcome: kind === 'pass' ? { kind } : { kind, expected: 'a', actual: 'b' },
  durationMs: 1,
  wire: [],
  wireDropped: 0,
  replay: '',
});

describe('expected failures', () => {
  const entry = (id: string) => ({ case: id, reason: 'a race', link: 'issue' });

  it('marks a failure that is listed', () => {
    const judged = judgeExpectations([result('YS-SYNC-001', 'fail')], [entry('YS-SYNC-001')]);
    expect(judged.results[0]?.expectedFailure).toEqual({
      reason: 'a race',
      link: 'issue',
      occurs: 'always',
    });
    expect(judged.staleExpectations).toEqual([]);
  });

  it('calls stale what passes, unless it is a race, and what names no case', () => {
    const passing = [result('YS-SYNC-001', 'pass')];
    expect(judgeExpectations(passing, [entry('YS-SYNC-001')]).staleExpectations).toHaveLength(1);
    const race = { ...entry('YS-SYNC-001'), occurs: 'sometimes' as const };
    expect(judgeExpectations(passing, [race]).staleExpectations).toEqual([]);
    expect(judgeExpectations(passing, [race]).results[0]?.expectedFailure?.occurs).toBe(
      'sometimes',
    );
    expect(judgeExpectations([], [entry('YS-SYNC-999')]).staleExpectations).toEqual([
      'YS-SYNC-999 is expected to fail, but no such case exists',
    ]);
  });
});

describe('a defect that may strike in many cases', () => {
  const crash = (came: string) => ({
    ...{ case: 'YS-*', occurs: 'sometimes' as const, came },
    ...{ reason: 'a race', link: 'issue' },
  });

  it('is expected wherever its words came, and nowhere else', () => {
    const marked = (came: string) =>
      judgeExpectations([result('YS-SYNC-001', 'fail')], [crash(came)]).results[0]?.expectedFailure;
    expect(marked('b')).toBeDefined();
    expect(marked('c')).toBeUndefined();
    const passes = [result('YS-SYNC-001', 'pass')];
    expect(judgeExpectations(passes, [crash('b')])).toEqual({
      results: passes,
      staleExpectations: [],
    });
  });
});

describe('globs', () => {
  it('match whole ids, in any case of letters', () => {
    expect(matchesGlob('YS-SYNC-001', 'ys-sync-*')).toBe(true);
    expect(matchesGlob('YS-SYNC-001', 'YS-SYNC-00')).toBe(false);
    expect(matchesGlob('YS-SYNC-001', 'YS.SYNC.001')).toBe(false);
  });
});

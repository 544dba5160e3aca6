import { describe, expect, it } from 'vitest';
import type {
  CaseOutcome,
  CaseResult,
  ConformanceReport,
} from '#harness/contract/conformance-report.ts';
import { exitCodeOfReport } from './exit-code-of-report.ts';
import type { ConformanceFlags } from './flags.ts';
import { listCases } from './list-cases.ts';
import { loadTarget } from './load-target.ts';
import { replayCommand } from './replay-command.ts';
import { selectCases } from './select-cases.ts';
import { targetOfFlags } from './target-of-flags.ts';
import { urlOfRoom } from './url-of-room.ts';

const flags: ConformanceFlags = {
  dialect: 'y-protocols',
  header: [],
  roomPrefix: '',
  case: [],
  exclude: [],
  failOn: 'must',
  reporter: [],
  output: 'yardstick-report',
};

describe('the URL of a room', () => {
  it.each([
    ['ws://localhost:1234', 'ws://localhost:1234/a%2Fb'],
    ['ws://localhost:1234/rooms/', 'ws://localhost:1234/rooms/a%2Fb'],
    ['wss://example.org/sync?v=1', 'wss://example.org/sync/a%2Fb?v=1'],
    ['ws://localhost/d/{room}/ws/{room}', 'ws://localhost/d/a%2Fb/ws/a%2Fb'],
  ])('%s', (server, url) => {
    expect(urlOfRoom(server, 'y-protocols')('a/b')).toBe(url);
  });

  it('is the server’s own where frames name the room', () => {
    expect(urlOfRoom('ws://localhost:1234', 'hocuspocus')('a/b')).toBe('ws://localhost:1234');
  });

  it.each(['localhost:1234', 'http://localhost:1234', 'nonsense'])('%s is refused', (server) => {
    expect(() => urlOfRoom(server, 'y-protocols')).toThrow('is no WebSocket URL');
  });
});

describe('which server', () => {
  it('is given once', async () => {
    await expect(targetOfFlags(undefined, flags)).rejects.toThrow('none was given');
    const both = { ...flags, target: 'hocuspocus' };
    await expect(targetOfFlags('ws://localhost:1', both)).rejects.toThrow('2 were given');
    await expect(targetOfFlags(undefined, { ...flags, command: 'x' })).rejects.toThrow(
      'needs --url',
    );
  });

  it('a wrong token must be refused where a token is given, but not where a header is', async () => {
    const withToken = await targetOfFlags('ws://localhost:1', { ...flags, token: 't' });
    expect(withToken.capabilities?.tokens).toEqual({ readWrite: 't', denied: 't-wrong' });
    const withHeader = { ...flags, token: 't', header: ['Cookie: a=b'] };
    const target = await targetOfFlags('ws://localhost:1', withHeader);
    expect(target.capabilities).toBeUndefined();
    expect(target.headers).toEqual({ Cookie: 'a=b' });
  });

  it('is loaded by name, with a hint for a mistyped one', async () => {
    expect((await loadTarget('y-crossws')).name).toBe('y-crossws');
    await expect(loadTarget('y-crosws')).rejects.toThrow('Did you mean "y-crossws"?');
    await expect(loadTarget('package.json')).rejects.toThrow(
      /must export by default|cannot be loaded/,
    );
  });
});

describe('which cases', () => {
  it('are chosen by globs; one that matches nothing is refused with a hint', () => {
    expect(selectCases(['ys-room-00*']).every(({ id }) => id.startsWith('YS-ROOM-'))).toBe(true);
    expect(() => selectCases(['YS-SYNK-001'])).toThrow('Did you mean "YS-SYNC-001"?');
    expect(() => selectCases(['YS-NO-*'], '--exclude')).toThrow('--exclude "YS-NO-*" matches no');
  });

  it('are listed with level, title and needs', () => {
    expect(listCases(selectCases(['YS-LIFE-010']))).toBe(
      'YS-LIFE-010  MUST    What was acknowledged survives kill -9  [restart, persistence, durable-acknowledge]\n',
    );
  });
});

describe('the replay command', () => {
  it('names the same server and one case, and keeps secrets', () => {
    expect(replayCommand('ws://localhost:1234', { ...flags, token: 'secret' }, 'YS-SYNC-001')).toBe(
      'pnpm conformance ws://localhost:1234 --token "$TOKEN" --case YS-SYNC-001',
    );
    const command = { ...flags, command: "node 'a b.js'", url: 'ws://localhost:1' };
    expect(replayCommand(undefined, command, 'YS-SYNC-001')).toBe(
      String.raw`pnpm conformance --command 'node '\''a b.js'\''' --url ws://localhost:1 --case YS-SYNC-001`,
    );
  });
});

describe('the exit code', () => {
  const result = (outcome: CaseOutcome, more: Partial<CaseResult> = {}): CaseResult => ({
    id: 'YS-SYNC-001',
    family: 'sync',
    title: '',
    level: 'SHOULD',
    source: '',
    outcome,
    durationMs: 0,
    wire: [],
    wireDropped: 0,
    replay: '',
    ...more,
  });
  const report = (results: CaseResult[], staleExpectations: string[] = []): ConformanceReport => ({
    version: 1,
    date: '',
    runtime: '',
    targets: [
      {
        kind: 'run',
        name: 'x',
        version: '',
        dialect: 'y-protocols',
        wallMs: 0,
        results,
        staleExpectations,
      },
    ],
  });
  const fail: CaseOutcome = { kind: 'fail', expected: '', actual: '' };
  const known = { expectedFailure: { reason: '', link: '', occurs: 'always' as const } };

  it.each([
    ['a SHOULD fails, failing on MUST', report([result(fail)]), 'MUST', 0],
    ['a SHOULD fails, failing on SHOULD', report([result(fail)]), 'SHOULD', 1],
    ['a MUST fails', report([result(fail, { level: 'MUST' })]), 'MUST', 1],
    ['a MUST fails, as is known', report([result(fail, { level: 'MUST', ...known })]), 'MUST', 0],
    ['an expectation is stale', report([], ['YS-SYNC-001']), 'MUST', 1],
    ['the harness failed', report([result({ kind: 'error', message: '' })]), 'MUST', 70],
    ['unsupported', report([result({ kind: 'unsupported', reason: '' })]), 'MUST', 0],
  ] as const)('%s', (_name, given, failOn, code) => {
    expect(exitCodeOfReport(given, failOn, [])).toBe(code);
  });

  it('is 2 where what was asked for by name is unsupported', () => {
    const unsupported = report([result({ kind: 'unsupported', reason: '' })]);
    expect(exitCodeOfReport(unsupported, 'MUST', ['YS-SYNC-001'])).toBe(2);
  });
});

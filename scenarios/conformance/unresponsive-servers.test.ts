import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { DeployedTarget } from '#harness/contract/target.ts';
import type { TargetReport } from '#harness/contract/conformance-report.ts';
import { defineCase } from './define-case.ts';
import { defaultSessionOptions, openSession } from './open-session.ts';
import { runConformance } from './run-conformance.ts';
import { serverCases } from './server-cases.ts';

const options = { ...defaultSessionOptions, deadlineMs: 200, silenceMs: 50, caseLimitMs: 2_000 };
const step2OfNothing = Uint8Array.of(0, 1, 2, 0, 0);
const garbage = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

const toClose: (() => void)[] = [];
afterEach(() => {
  for (const close of toClose.splice(0)) close();
});

function at(server: Server | WebSocketServer): DeployedTarget {
  toClose.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  const url = `ws://127.0.0.1:${address.port}`;
  return { name: 'theirs', dialect: 'y-protocols', url: (room) => `${url}/${room}` };
}

/** A server that accepts connections and never says a byte. */
async function mute(): Promise<DeployedTarget> {
  const server = createServer((socket: Socket) => void toClose.push(() => socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return at(server);
}

/** A WebSocket server that does this with each connection. */
async function serving(serve: (socket: WebSocket, path: string) => void): Promise<DeployedTarget> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => serve(socket, request.url ?? ''));
  toClose.push(() => server.clients.forEach((socket) => socket.terminate()));
  await once(server, 'listening');
  return at(server);
}

const outcomes = (report: TargetReport): string[] =>
  report.kind === 'run' ? [...new Set(report.results.map(({ outcome }) => outcome.kind))] : [];

describe('a server that is none', () => {
  it.for([
    ['never says a word', () => serving(() => undefined)],
    ['sends garbage', () => serving((socket) => socket.send(garbage))],
    ['sends text', () => serving((socket) => socket.send('{"hello":"world"}'))],
  ] as const)('that %s is one usage error, at once', async ([, start]) => {
    await expect(openSession(await start(), options)).rejects.toThrow(/no sync message .* within/);
  });
});

it('a port that never answers the upgrade is one usage error', async () => {
  await expect(openSession(await mute(), options)).rejects.toThrow(
    'does not answer the WebSocket upgrade within 0.2 s',
  );
});

describe('a server that works until the first case', () => {
  const friendly = serverCases().filter(({ family, needs }) => {
    return family.name === 'sync' && needs.length === 0;
  });

  it.for([
    ['silence', () => undefined],
    ['garbage', (socket: WebSocket) => socket.send(garbage)],
    [
      'garbage without end',
      (socket: WebSocket) => {
        const timer = setInterval(() => socket.send(garbage), 5);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    ['an update that is none', (socket: WebSocket) => socket.send(Uint8Array.of(0, 2, 2, 9, 9))],
    ['a close', (socket: WebSocket) => socket.close(1011)],
  ] as const)('and then gives %s fails every case, and ends', async ([, then]) => {
    const target = await serving((socket, path) =>
      path.includes('preflight') ? socket.send(step2OfNothing) : then(socket),
    );
    expect(friendly.length).toBeGreaterThan(5);
    expect(outcomes(await runConformance(target, friendly, options))).toEqual(['fail']);
  });

  it('and keeps a case busy for ever is stopped by the limit of the case', async () => {
    const endless = defineCase({
      id: 'YS-SYNC-999',
      title: 'Never ends',
      level: 'MUST',
      source: 'the test of the limit',
      run: () => new Promise(() => undefined),
    });
    const target = await serving((socket) => socket.send(step2OfNothing));
    const report = await runConformance(target, [endless], { ...options, caseLimitMs: 100 });
    if (report.kind !== 'run') throw new TypeError(report.reason);
    expect(report.results[0]?.outcome).toEqual({
      kind: 'fail',
      expected: 'the case is over after 0.1 s',
      actual: 'it was still going on',
    });
  });
});

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where something listens. */
interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What a proxy costs, against a direct connection measured in the same run. */
export interface ProxyMeasurement {
  /** Medians of one byte there and back. */
  readonly directRttMs: number;
  readonly proxiedRttMs: number;
  readonly addedRttMs: number;
  /** 10^6 bytes per second, one way. */
  readonly directMBps: number;
  readonly proxiedMBps: number;
}

interface MeasureOptions {
  /** Puts a proxy in front of a server of ours and says where to dial. */
  readonly openProxy: (upstream: Endpoint) => Promise<Endpoint>;
  /** Round trips each way of dialling; default 2000. */
  readonly rounds?: number;
  /** Bytes each way of dialling; default 64 MB. */
  readonly bytes?: number;
}

/**
 * Measures round trips and throughput over loopback, direct and through a proxy in turns, so that
 * whatever else the machine does hits both. Client and server run in this thread.
 */
export async function measureProxy({
  openProxy,
  rounds = 2000,
  bytes = 64_000_000,
}: MeasureOptions): Promise<ProxyMeasurement> {
  const echo = await listening(createServer({ noDelay: true }, (socket) => socket.pipe(socket)));
  const sink = await listening(createServer((socket) => answerAfter(socket, bytes)));
  try {
    const rtt = await medianRtts([echo, await openProxy(echo)], rounds);
    const [directRttMs = 0, proxiedRttMs = 0] = rtt;
    const directMBps = await throughput(sink, bytes);
    const proxiedMBps = await throughput(await openProxy(sink), bytes);
    const addedRttMs = proxiedRttMs - directRttMs;
    return { directRttMs, proxiedRttMs, addedRttMs, directMBps, proxiedMBps };
  } finally {
    await Promise.all([echo.close(), sink.close()]);
  }
}

async function medianRtts(endpoints: readonly Endpoint[], rounds: number): Promise<number[]> {
  const sockets = await Promise.all(endpoints.map(dial));
  const samples: number[][] = sockets.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, socket] of sockets.entries()) {
      const startedMs = performance.now();
      socket.write('x');
      await once(socket, 'data');
      samples[index]?.push(performance.now() - startedMs);
    }
  }
  for (const socket of sockets) socket.destroy();
  return samples.map(median);
}

async function throughput(endpoint: Endpoint, bytes: number): Promise<number> {
  const socket = await dial(endpoint);
  const startedMs = performance.now();
  socket.write(Buffer.alloc(bytes));
  await once(socket, 'data');
  const elapsedMs = performance.now() - startedMs;
  socket.destroy();
  return bytes / elapsedMs / 1000;
}

/** One byte back once all have come. */
function answerAfter(socket: Socket, bytes: number): void {
  let left = bytes;
  socket.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left === 0) socket.write('x');
  });
}

async function dial({ host, port }: Endpoint): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, 'connect');
  return socket;
}

async function listening(server: Server): Promise<Endpoint & { close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return {
    host: '127.0.0.1',
    port: address.port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { Doc } from 'yjs';
import { real } from '#harness/world/real.ts';
import { dialectOf } from '#scenarios/conformance/wire/dialect-of.ts';
import type { RunningServer } from './running-server.ts';

/** Told apart from all other updates by the readers. */
const lastWord = 'the-last-word';
/** The writer pauses while so much waits in its socket, bytes. */
const writerMayBufferBytes = 64 * 1024;

export interface FanOut {
  readonly room: string;
  readonly readers: number;
  /** Updates of one character each that the writer sends. */
  readonly updates: number;
}

/** Sends updates through a server to its readers; gives the messages delivered per second. */
export async function measureFanOut(server: RunningServer, load: FanOut): Promise<number> {
  const { room, readers, updates } = load;
  const dialect = dialectOf(server.dialect);
  const frames = writtenFrames(updates).map((update) =>
    dialect.encode({ kind: 'update', update }, room),
  );
  const url = await server.url(room);
  const sockets = await Promise.all(Array.from({ length: readers + 1 }, () => join(url)));
  const [writer, ...listeners] = sockets;
  if (writer === undefined) throw new RangeError('a fan-out has a writer');
  const heard = Promise.all(listeners.map(hearsLastWord));
  const startedMs = real.now();
  for (const frame of frames) {
    writer.send(frame);
    while (writer.bufferedAmount > writerMayBufferBytes) await turn();
  }
  await heard;
  const elapsedMs = real.now() - startedMs;
  for (const socket of sockets) socket.terminate();
  return (frames.length * readers) / (elapsedMs / 1000);

  async function join(at: string): Promise<WebSocket> {
    const socket = new WebSocket(dialect.url(at, server.token), { perMessageDeflate: false });
    const answered = server.answers ? step2(socket) : Promise.resolve();
    await once(socket, 'open');
    for (const message of dialect.opening(server.token)) socket.send(dialect.encode(message, room));
    socket.send(dialect.encode({ kind: 'step1', stateVector: Uint8Array.of(0) }, room));
    await answered;
    return socket;
  }

  function step2(socket: WebSocket): Promise<void> {
    return new Promise((resolve) => {
      socket.on('message', function look(data: Buffer) {
        if (!dialect.decode(data, room).some(({ kind }) => kind === 'step2')) return;
        socket.off('message', look);
        resolve();
      });
    });
  }
}

function hearsLastWord(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('message', (data: Buffer) => {
      if (data.includes(lastWord)) resolve();
    });
  });
}

/** Someone types, a character an update. */
function writtenFrames(count: number): Uint8Array[] {
  const doc = new Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText('body');
  for (let index = 1; index < count; index++) text.insert(text.length, 'x');
  text.insert(text.length, lastWord);
  doc.destroy();
  return updates;
}

function turn(): Promise<void> {
  return new Promise((resolve) => void real.setImmediate(resolve));
}

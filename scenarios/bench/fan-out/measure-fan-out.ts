import { once } from 'node:events';
import { WebSocket } from 'ws';
import { Doc, getState } from 'yjs';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { real } from '#harness/world/real.ts';
import { dialectOf } from '#scenarios/conformance/wire/dialect-of.ts';
import { editsReceived } from './edits-received.ts';
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

/**
 * Sends updates through a server to its readers; gives the edits delivered per second, each counted at
 * each reader. Servers may bring several edits in one message: what counts is that all are there when
 * the last has come, which is looked into after the time was taken, so that it costs no server any.
 */
export async function measureFanOut(server: RunningServer, load: FanOut): Promise<number> {
  const { room, readers, updates } = load;
  const dialect = dialectOf(server.dialect);
  const author = new Doc();
  const frames = writtenUpdates(author, updates).map((update) =>
    dialect.encode({ kind: 'update', update }, room),
  );
  const url = await server.url(room);
  const sockets = await Promise.all(Array.from({ length: readers + 1 }, () => join(url)));
  const [writer, ...listeners] = sockets;
  if (writer === undefined) throw new RangeError('a fan-out has a writer');
  const hearing = Promise.all(listeners.map(untilLastWord));
  const startedMs = real.now();
  for (const frame of frames) {
    writer.send(frame);
    while (writer.bufferedAmount > writerMayBufferBytes) await turn();
  }
  const heard = await hearing;
  const elapsedMs = real.now() - startedMs;
  for (const socket of sockets) socket.terminate();
  for (const messages of heard) checkAll(messages);
  author.destroy();
  return (frames.length * readers) / (elapsedMs / 1000);

  async function join(at: string): Promise<WebSocket> {
    const socket = new WebSocket(dialect.url(at, server.token), { perMessageDeflate: false });
    const answered = server.answers ? step2(socket) : Promise.resolve();
    await once(socket, 'open');
    for (const message of dialect.opening(server.token)) socket.send(dialect.encode(message, room));
    // The bare relay would pass it on to everybody.
    if (server.answers)
      socket.send(dialect.encode({ kind: 'step1', stateVector: Uint8Array.of(0) }, room));
    await answered;
    return socket;
  }

  function checkAll(messages: readonly Buffer[]): void {
    const arrived = messages
      .flatMap((message) => dialect.decode(message, room))
      .flatMap((message) => (message.kind === 'update' ? [message.update] : []));
    const [sent, received] = [clockOf(author), editsReceived(arrived, author.clientID)];
    if (received !== sent)
      throw new HarnessFault(
        `a reader has ${received} of ${sent} characters: no figure of a bench`,
      );
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

/** All messages to the one that holds the last word. */
function untilLastWord(socket: WebSocket): Promise<readonly Buffer[]> {
  const messages: Buffer[] = [];
  return new Promise((resolve) => {
    socket.on('message', (data: Buffer) => {
      messages.push(data);
      if (data.includes(lastWord)) resolve(messages);
    });
  });
}

/** Someone types, a character an update. */
function writtenUpdates(author: Doc, count: number): Uint8Array[] {
  const updates: Uint8Array[] = [];
  author.on('update', (update: Uint8Array) => updates.push(update));
  const text = author.getText('body');
  for (let index = 1; index < count; index++) text.insert(text.length, 'x');
  text.insert(text.length, lastWord);
  return updates;
}

function clockOf(author: Doc): number {
  return getState(author.store, author.clientID);
}

function turn(): Promise<void> {
  return new Promise((resolve) => void real.setImmediate(resolve));
}

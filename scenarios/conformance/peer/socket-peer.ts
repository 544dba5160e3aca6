import { encodeStateVector } from 'yjs';
import { WebSocket } from 'ws';
import type { Dialect } from '../wire/dialect.ts';
import type { Message } from '../wire/message.ts';
import { summarize } from '../wire/summarize.ts';
import type { WireLog } from '../wire/wire-log.ts';
import { attachConduct } from './attach-conduct.ts';
import { isNews, type Conduct, type Peer, type PeerEnd } from './peer.ts';
import { bodyOf, type Replica } from './replica.ts';

export interface PeerOptions {
  readonly name: string;
  readonly room: string;
  /** Room URL of the target, without a token. */
  readonly url: string;
  readonly token: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly dialect: Dialect;
  readonly replica: Replica;
  readonly conduct: Conduct;
  readonly pings: 'answer' | 'ignore';
  /** Sent in the tick in which the socket opens, before what the conduct sends. */
  readonly first: readonly Message[];
  readonly log: WireLog;
  /** The server sent what no client can take. */
  fault(what: string): void;
  /** Called after anything that a waiting case may wait for. */
  pulse(what: 'news' | 'keep-alive'): void;
}

/** A peer that is dialling; `opened` resolves once it is open or refused. */
export interface DiallingPeer {
  readonly peer: Peer;
  readonly opened: Promise<void>;
  /** Ends the socket and detaches from the replica. */
  dispose(): void;
}

/** Dials a room. Nothing is thrown for a server's misbehaviour: `peer.end` tells it. */
export function dialPeer(options: PeerOptions): DiallingPeer {
  const { name, room, dialect, replica, log, pulse } = options;
  const received: Message[] = [];
  let syncedWith: string | null = null;
  let accepted = false;
  // A browser delivers no message once close() was called (WHATWG WebSockets); `ws` does.
  let leaving = false;
  let end: PeerEnd | null = null;
  const socket = new WebSocket(dialect.url(options.url, options.token), {
    headers: { ...options.headers },
    autoPong: options.pings === 'answer',
    maxPayload: 0,
  });
  socket.binaryType = 'nodebuffer';

  function sendFrame(frame: Uint8Array | string): void {
    const bytes = typeof frame === 'string' ? Buffer.from(frame) : frame;
    const summary = typeof frame === 'string' ? `text frame "${frame.slice(0, 60)}"` : tell(frame);
    log.record(name, 'sent', bytes, summary);
    if (socket.readyState === WebSocket.OPEN) socket.send(frame);
  }

  function tell(frame: Uint8Array): string {
    return dialect.decode(frame, room).map(summarize).join('; ');
  }

  const peer: Peer = {
    name,
    replica,
    received,
    get syncedWith() {
      return syncedWith;
    },
    get end() {
      return end;
    },
    send(...messages) {
      for (const message of messages) {
        const frame = dialect.encode(message, room);
        log.record(name, 'sent', frame, summarize(message));
        if (socket.readyState === WebSocket.OPEN) socket.send(frame);
      }
    },
    sendInner(inner) {
      sendFrame(typeof inner === 'string' ? inner : dialect.wrap(inner, room));
    },
    sendFrame,
    frameLength: (message) => dialect.encode(message, room).length,
    askForState() {
      peer.send({ kind: 'step1', stateVector: encodeStateVector(replica.doc) });
    },
    close() {
      leaving = true;
      socket.close(1000);
    },
    terminate() {
      leaving = true;
      socket.terminate();
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  };
  const conduct = attachConduct(options.conduct, peer);

  const opened = new Promise<void>((resolve) => {
    socket.on('open', () => {
      accepted = true;
      log.note(name, 'open');
      peer.send(...dialect.opening(options.token), ...options.first);
      conduct.open();
      resolve();
    });
    socket.on('unexpected-response', (request, response) => {
      const status = response.statusCode ?? null;
      end ??= { kind: 'refused', status, reason: response.statusMessage ?? '' };
      log.note(name, `upgrade refused with HTTP ${status}`);
      request.destroy();
      resolve();
      pulse('news');
    });
    socket.on('close', (code, reason) => {
      const wasOpen = end === null;
      end ??= { kind: 'closed', code, reason: reason.toString() };
      if (wasOpen) log.note(name, `closed ${code} ${reason.toString()}`.trimEnd());
      conduct.closed();
      resolve();
      pulse('news');
    });
  });
  socket.on('error', (error) => {
    log.note(name, `socket error: ${error.message}`);
    if (!accepted) end ??= { kind: 'refused', status: null, reason: error.message };
    pulse('news');
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (leaving) return;
    const messages: readonly Message[] = isBinary
      ? dialect.decode(data, room)
      : [{ kind: 'text', text: data.toString() }];
    log.record(name, 'received', data, messages.map(summarize).join('; '));
    for (const message of messages) {
      received.push(message);
      try {
        conduct.receive(message);
      } catch (error) {
        options.fault(
          `${name} received ${summarize(message)}, which cannot be applied: ${String(error)}`,
        );
      }
      if (message.kind === 'step2') syncedWith ??= bodyOf(replica);
    }
    pulse(messages.some(isNews) ? 'news' : 'keep-alive');
  });

  return {
    peer,
    opened,
    dispose() {
      conduct.closed();
      socket.removeAllListeners('message');
      socket.terminate();
    },
  };
}

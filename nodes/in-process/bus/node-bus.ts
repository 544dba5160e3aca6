import type { Recorder } from '#harness/contract/recorder.ts';
import type { ServerBus } from '#harness/contract/server-bus.ts';
import {
  decodeBusMessage,
  encodeBusMessage,
  ping,
  type BusMessage,
  type Published,
} from './bus-message.ts';
import type { BusPath, BusPathUser } from './bus-path.ts';
import { createPaced } from './paced.ts';

/** Each end says so often that it is there, and gives the other up after so many silent periods. */
const pingMs = 6_000;
const mostSilent = 4;

/** One life's part of the bus: what its server sees, and what its paths are told. */
export interface NodeBus {
  readonly bus: ServerBus;
  readonly user: BusPathUser;
  /** The path of the message that is being handled now; null while there is none. */
  handling(): BusPath | null;
  /** The path of the message that was handled last; null before the first. */
  newest(): BusPath | null;
}

export interface NodeBusOptions {
  /** Unique in the run, one per life. */
  readonly publisher: string;
  readonly recorder: Recorder;
  readonly user: Pick<BusPathUser, 'joined' | 'left'>;
  /** The server has seen something of the bus, and may hold other rooms than before. */
  looked(): void;
}

interface Arrival {
  readonly path: BusPath;
  readonly frame: Uint8Array;
  readonly received: BusMessage;
}

type Listener = Parameters<ServerBus['subscribe']>[1];

/**
 * Every node passes on what is new to it, on all its paths: whoever is connected at all is reached. What
 * is older than the newest that came of its publisher is dropped: it came on a quicker way, or too late to
 * keep the order. That a way has come up is passed on too: on either side of it, everybody may have missed
 * something.
 */
export function createNodeBus({ publisher, recorder, user, looked }: NodeBusOptions): NodeBus {
  const paths = new Map<BusPath, { silent: number }>();
  const listeners = new Map<string, Set<Listener>>();
  const whenConnected = new Set<() => void>();
  const newestOf = new Map<string, number>();
  let sent = 0;
  let handling: BusPath | null = null;
  let newest: BusPath | null = null;

  const take = createPaced(({ path, frame, received }: Arrival) => {
    if (received.publisher === publisher) return;
    if (received.position <= (newestOf.get(received.publisher) ?? 0)) return;
    newestOf.set(received.publisher, received.position);
    for (const other of paths.keys()) if (other !== path) other.send(frame);
    handling = newest = path;
    try {
      if (received.published === null) tellConnected();
      else deliver(received.published);
    } finally {
      handling = null;
    }
  });

  function sendAll(published: Published | null, except?: BusPath): void {
    const frame = encodeBusMessage({ publisher, position: sent, published });
    for (const path of paths.keys()) if (path !== except) path.send(frame);
  }

  function tellConnected(): void {
    for (const listener of [...whenConnected]) listener();
    looked();
  }

  function deliver({ channel, message }: Published): void {
    for (const listener of [...(listeners.get(channel) ?? [])]) listener(message.slice(), channel);
    looked();
  }

  // From the first moment on, so that what a process holds when nobody has come yet includes it.
  setInterval(() => {
    for (const [path, state] of paths) {
      if (++state.silent > mostSilent) path.giveUp();
      else path.send(ping);
    }
  }, pingMs);

  return {
    handling: () => handling,
    newest: () => newest,
    bus: {
      publish(channel, message) {
        const own = { channel, message: message.slice() };
        const payload = recorder.intern(own.message);
        const name = `${publisher}/${++sent}`;
        recorder.record({ kind: 'publish', channel, message: name, payload });
        sendAll(own);
        // Never within the call, as nothing that a socket brings is.
        if (listeners.has(channel)) setTimeout(() => deliver(own), 0);
      },
      subscribe(channel, listener) {
        const others = listeners.get(channel) ?? new Set();
        listeners.set(channel, others.add(listener));
        return () => {
          others.delete(listener);
          if (others.size === 0 && listeners.get(channel) === others) listeners.delete(channel);
        };
      },
      onConnected(listener) {
        whenConnected.add(listener);
        return () => void whenConnected.delete(listener);
      },
    },
    user: {
      joined(path) {
        paths.set(path, { silent: 0 });
        user.joined(path);
        sent++;
        sendAll(null, path);
        tellConnected();
      },
      received(path, frame) {
        const state = paths.get(path);
        if (state === undefined) return;
        state.silent = 0;
        const received = decodeBusMessage(frame);
        if (received !== null) take({ path, frame, received });
      },
      left(path) {
        if (paths.delete(path)) user.left(path);
      },
    },
  };
}

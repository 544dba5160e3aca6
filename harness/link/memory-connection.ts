import type { ConnectionEnd, ConnectionInfo, NetworkObserver } from '#harness/contract/network.ts';
import type { FrameKind } from '#harness/contract/schedule.ts';
import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import { createByteStream, type ByteStream } from './byte-stream.ts';
import type { LinkState, Waiting } from './link-state.ts';

/** What one end does with what arrives. All run in the end's zone. */
export interface EndHandlers {
  message(frame: Uint8Array | string): void;
  closeFrame(code: number, reason: string): void;
  ping(): void;
  pong(): void;
  /** The other end's bytes are over: a FIN, or a reset. */
  ended(by: 'peer' | 'network'): void;
}

interface End {
  zone: Zone;
  handlers: EndHandlers;
  /** False once the process is gone or has closed its socket: what arrives is answered by a reset. */
  alive: boolean;
  readonly out: ByteStream;
  sent: number;
}

/** One TCP connection carrying WebSocket frames. */
export interface MemoryConnection extends Waiting {
  readonly info: ConnectionInfo;
  /** The listener's process takes its end. */
  attach(zone: Zone, handlers: EndHandlers): void;
  send(end: ConnectionEnd, frame: Uint8Array | string): void;
  sendClose(end: ConnectionEnd, code: number, reason: string): void;
  sendPing(end: ConnectionEnd): void;
  sendPong(end: ConnectionEnd): void;
  /** Bytes that are no frame: the upgrade and its answer. `arrive` runs at the other end. */
  sendRaw(end: ConnectionEnd, bytes: number, arrive: () => void): void;
  /** The end's process closes its socket: what it wrote still arrives, then a FIN. */
  finish(end: ConnectionEnd): void;
  /** The end's host lost power: what has not left is lost, and nobody says so. */
  vanish(end: ConnectionEnd): void;
  bufferedBytes(end: ConnectionEnd): number;
  /** The dialler holds it for alive, but the listener is gone and its host has not said so. */
  isHalfOpen(): boolean;
}

export interface MemoryConnectionOptions {
  readonly world: World;
  readonly link: LinkState;
  readonly info: ConnectionInfo;
  readonly observer: NetworkObserver;
  readonly zone: Zone;
  readonly handlers: EndHandlers;
  readonly kindOf: (frame: Uint8Array) => FrameKind;
  /** Both ends are gone, and nothing they wrote is still waiting. */
  over(): void;
}

const noHandlers: EndHandlers = {
  message: () => undefined,
  closeFrame: () => undefined,
  ping: () => undefined,
  pong: () => undefined,
  ended: () => undefined,
};

/** An established connection whose listener's process has not accepted it yet. */
export function createMemoryConnection(options: MemoryConnectionOptions): MemoryConnection {
  const { world, link, info, observer } = options;
  let over = false;
  const ends: Record<ConnectionEnd, End> = {
    dialler: createEnd('dialler', options.zone, options.handlers),
    listener: createEnd('listener', options.zone, noHandlers),
  };

  function createEnd(name: ConnectionEnd, zone: Zone, handlers: EndHandlers): End {
    const other = otherOf(name);
    return {
      zone,
      handlers,
      alive: true,
      sent: 0,
      out: createByteStream({
        world,
        link,
        direction: name === 'dialler' ? 'up' : 'down',
        senderZone: () => ends[name].zone,
        receiverZone: () => ends[other].zone,
        gaveUp: () => endOf(name, 'network'),
      }),
    };
  }

  /** Writes bytes whose arrival is handled by the other end, or answered by a reset if it is gone. */
  function write(from: ConnectionEnd, bytes: number, arrive: (end: End) => void): void {
    const to = otherOf(from);
    ends[from].out.write({
      bytes,
      arrive() {
        if (over) return;
        if (ends[to].alive) arrive(ends[to]);
        else resetFrom(to);
      },
    });
  }

  /** The kernel of an end without a process answers with a reset. */
  function resetFrom(gone: ConnectionEnd): void {
    const peer = otherOf(gone);
    if (!ends[peer].alive) return;
    world.schedule(link.profile.latencyMs, () => endOf(peer, 'network'), {
      zone: ends[peer].zone,
      kind: 'work',
      purpose: 'a reset in flight',
    });
  }

  function endOf(name: ConnectionEnd, by: 'peer' | 'network'): void {
    const end = ends[name];
    if (!end.alive) return;
    end.alive = false;
    end.out.discard();
    forgetWhenOver();
    end.handlers.ended(by);
  }

  function forgetWhenOver(): void {
    if (ends.dialler.alive || ends.listener.alive || connection.readyAtMs() !== null) return;
    link.waiting.delete(connection);
    options.over();
  }

  /** Frame header of RFC 6455: 2, 4 or 10 bytes, and a mask from the client. */
  function frameBytes(from: ConnectionEnd, length: number): number {
    const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    return length + header + (from === 'dialler' ? 4 : 0);
  }

  const connection: MemoryConnection = {
    info,
    attach(zone, handlers) {
      ends.listener.zone = zone;
      ends.listener.handlers = handlers;
    },
    send(from, frame) {
      const bytes = typeof frame === 'string' ? new TextEncoder().encode(frame) : frame;
      const message = `${info.id}${from === 'dialler' ? '>' : '<'}${++ends[from].sent}`;
      observer.sent(info, from, message, bytes);
      if (link.resetAt?.frame === options.kindOf(bytes) && --link.resetAt.count === 0) {
        link.resetAt = null;
        connection.reset();
        return;
      }
      const to = otherOf(from);
      write(from, frameBytes(from, bytes.length), (end) => {
        observer.received(info, to, message, bytes);
        end.handlers.message(frame);
      });
    },
    sendClose: (from, code, reason) =>
      write(from, frameBytes(from, 2 + reason.length), (end) =>
        end.handlers.closeFrame(code, reason),
      ),
    sendPing: (from) => write(from, frameBytes(from, 0), (end) => end.handlers.ping()),
    sendPong: (from) => write(from, frameBytes(from, 0), (end) => end.handlers.pong()),
    sendRaw: (from, bytes, arrive) => write(from, bytes, arrive),
    finish(name) {
      const end = ends[name];
      if (!end.alive) return;
      end.alive = false;
      const to = otherOf(name);
      end.out.write({
        bytes: 0,
        arrive() {
          if (!over) endOf(to, 'peer');
        },
      });
      forgetWhenOver();
    },
    vanish(name) {
      ends[name].alive = false;
      ends[name].out.discard();
    },
    bufferedBytes: (name) => ends[name].out.bufferedBytes(),
    isHalfOpen: () => ends.dialler.alive && !ends.listener.alive,
    resume() {
      ends.dialler.out.resume();
      ends.listener.out.resume();
    },
    readyAtMs() {
      const times = [ends.dialler.out.readyAtMs(), ends.listener.out.readyAtMs()];
      const known = times.filter((time) => time !== null);
      return known.length === 0 ? null : Math.max(...known);
    },
    reset() {
      over = true;
      options.over();
      link.waiting.delete(connection);
      for (const name of ['dialler', 'listener'] as const) {
        const end = ends[name];
        end.out.discard();
        if (!end.alive) continue;
        end.alive = false;
        world.schedule(0, () => end.handlers.ended('network'), {
          zone: end.zone,
          kind: 'work',
          purpose: 'a reset in flight',
        });
      }
    },
  };
  link.waiting.add(connection);
  return connection;
}

function otherOf(end: ConnectionEnd): ConnectionEnd {
  return end === 'dialler' ? 'listener' : 'dialler';
}

import type { ConnectionEnd, ConnectionInfo, NetworkObserver } from '#harness/contract/network.ts';
import type { FrameKind } from '#harness/contract/schedule.ts';
import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import { createByteStream, type ByteStream, type Segment } from './byte-stream.ts';
import { giveUpMs, orphanGiveUpMs } from './kernel-timings.ts';
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
  /** The end's process writes no more, but goes on reading: a FIN behind what it wrote. */
  shutDown(end: ConnectionEnd): void;
  /** The end's process closes its socket: what it wrote still arrives, then a FIN (a reset if it left bytes unread). */
  finish(end: ConnectionEnd): void;
  /** The end's process is gone: as {@link finish}, but only what its kernel had taken arrives. */
  processDied(end: ConnectionEnd): void;
  /** The end's host lost power: what has not left is lost, and nobody says so. */
  vanish(end: ConnectionEnd): void;
  /** The end's host slept, and its kernel's timers with it. */
  stoodStill(end: ConnectionEnd, sleptMs: number): void;
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
  /** Both ends are gone. */
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
        giveUpAfterMs: () => (ends[name].alive ? giveUpMs : orphanGiveUpMs),
        gaveUp: () => endOf(name, 'network'),
        repeated() {
          if (!over && !ends[otherOf(name)].alive) resetFrom(otherOf(name));
        },
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

  /** The kernel of an end without a process answers with a reset, which nobody repeats if it is lost. */
  function resetFrom(name: ConnectionEnd): void {
    ends[name].out.writeOnce(lastly(() => endOf(otherOf(name), 'network')));
  }

  function writeFin(name: ConnectionEnd): void {
    ends[name].out.write(lastly(() => endOf(otherOf(name), 'peer')));
  }

  /** A segment without bytes of its own. */
  function lastly(tell: () => void): Segment {
    return {
      bytes: 0,
      arrive() {
        if (!over) tell();
      },
    };
  }

  function endOf(name: ConnectionEnd, by: 'peer' | 'network'): void {
    const end = ends[name];
    const isFirst = end.alive;
    end.alive = false;
    end.out.discard();
    // A peer that shut down and still reads waits for this end's FIN.
    if (by === 'peer' && ends[otherOf(name)].alive) writeFin(name);
    forgetWhenOver();
    if (isFirst) end.handlers.ended(by);
  }

  function forgetWhenOver(): void {
    if (over || ends.dialler.alive || ends.listener.alive) return;
    over = true;
    for (const { out } of [ends.dialler, ends.listener]) out.abandon();
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
      write(from, frameBytes(from, code === 1005 ? 0 : 2 + Buffer.byteLength(reason)), (end) =>
        end.handlers.closeFrame(code, reason),
      ),
    sendPing: (from) => write(from, frameBytes(from, 0), (end) => end.handlers.ping()),
    sendPong: (from) => write(from, frameBytes(from, 0), (end) => end.handlers.pong()),
    sendRaw: (from, bytes, arrive) => write(from, bytes, arrive),
    shutDown: writeFin,
    finish(name) {
      if (!ends[name].alive) return;
      ends[name].alive = false;
      if (ends[otherOf(name)].out.hasUnread()) resetFrom(name);
      else writeFin(name);
      ends[name].out.pathChanged();
      forgetWhenOver();
    },
    processDied(name) {
      const { out } = ends[name];
      out.processDied();
      if (ends[name].alive) connection.finish(name);
      else writeFin(name);
      ends[otherOf(name)].out.pathChanged();
    },
    vanish(name) {
      ends[name].alive = false;
      ends[name].out.discard();
      ends[otherOf(name)].out.receiverLost();
      forgetWhenOver();
    },
    stoodStill: (name, sleptMs) => ends[name].out.stoodStill(sleptMs),
    bufferedBytes: (name) => ends[name].out.bufferedBytes(),
    isHalfOpen: () => ends.dialler.alive && !ends.listener.alive,
    pathChanged() {
      ends.dialler.out.pathChanged();
      ends.listener.out.pathChanged();
    },
    readyAtMs() {
      const times = [ends.dialler.out.readyAtMs(), ends.listener.out.readyAtMs()];
      const known = times.filter((time) => time !== null);
      return known.length === 0 ? null : Math.max(...known);
    },
    reset() {
      const told = (['dialler', 'listener'] as const).filter((name) => ends[name].alive);
      for (const name of told) {
        const { zone, handlers } = ends[name];
        ends[name].alive = false;
        world.schedule(0, () => handlers.ended('network'), {
          zone,
          kind: 'work',
          purpose: 'a reset in flight',
        });
      }
      forgetWhenOver();
    },
  };
  link.waiting.add(connection);
  return connection;
}

function otherOf(end: ConnectionEnd): ConnectionEnd {
  return end === 'dialler' ? 'listener' : 'dialler';
}

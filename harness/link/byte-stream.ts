import type { VirtualTimer } from '#harness/world/virtual-timer.ts';
import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import { congestionWindowBytes, sendBufferBytes } from './kernel-timings.ts';
import { drawDelayMs, pathOf, type Direction, type LinkState } from './link-state.ts';
import { createRetransmitter } from './retransmitter.ts';

/** A run of bytes that arrives as a whole: a frame, a handshake, the end of the stream. */
export interface Segment {
  readonly bytes: number;
  /** Runs in the receiver's zone, unless the receiver is gone. */
  arrive(): void;
}

export interface ByteStreamOptions {
  readonly world: World;
  readonly link: LinkState;
  readonly direction: Direction;
  /** Zone of the end that sends; retransmission is its work. */
  senderZone(): Zone;
  /** Zone of the end that receives; arrival is its work. */
  receiverZone(): Zone;
  /** How long the sending kernel goes on without an acknowledgement. */
  giveUpAfterMs(): number;
  gaveUp(): void;
  /** Bytes that had arrived without acknowledgement were sent, and arrive, once more. */
  repeated(): void;
}

/**
 * One direction of a TCP connection: in order, nothing lost while both kernels live. Bandwidth is
 * each connection's own, as that of a Toxiproxy toxic.
 */
export interface ByteStream {
  write(segment: Segment): void;
  /** Sends a segment that no kernel repeats (a reset), instead of all that has not left. */
  writeOnce(segment: Segment): void;
  /** Bytes written that the kernel has not taken yet. */
  bufferedBytes(): number;
  /** Whether bytes wait in the receiving kernel that its process has not read. */
  hasUnread(): boolean;
  readyAtMs(): number | null;
  pathChanged(): void;
  /** The sending host slept this long. */
  stoodStill(sleptMs: number): void;
  /** The sending process died: its kernel sends on only what it had taken. */
  processDied(): void;
  /** The receiving host went off before what is in flight arrived: it must be sent again. */
  receiverLost(): void;
  /** Drops what has not left: the sending host lost power, or the connection was reset. */
  discard(): void;
  /** Drops everything, in flight or not. */
  abandon(): void;
}

/** A segment with its times. */
interface Planned {
  readonly segment: Segment;
  readonly departMs: number;
  readonly arriveMs: number;
}

/** An empty stream. */
export function createByteStream(options: ByteStreamOptions): ByteStream {
  const { world, link, direction } = options;
  /** On their way, or waiting for bandwidth, in order of departure and arrival. */
  let planned: Planned[] = [];
  /** What packets cannot carry now, oldest first; behind all that is planned. */
  let held: Segment[] = [];
  let freeMs = 0;
  let lastArrivalMs = 0;
  let windowBytes = congestionWindowBytes;
  let arrival: VirtualTimer | null = null;

  /** Kernels outlive processes: work of a dead end is the other's. */
  function zoneOf(first: Zone, second: Zone): Zone {
    return first.life.alive ? first : second;
  }

  const retransmitter = createRetransmitter({
    world,
    zone: () => zoneOf(options.senderZone(), options.receiverZone()),
    roundTripMs: () => 2 * link.profile.latencyMs,
    giveUpAfterMs: options.giveUpAfterMs,
    passes: () => pathOf(link, direction) === 'open',
    acknowledged() {
      if (windowBytes < congestionWindowBytes) plan({ bytes: 0, arrive: options.repeated });
      windowBytes = congestionWindowBytes;
      sendHeld();
    },
    gaveUp: options.gaveUp,
  });

  /** Whether this many bytes may leave now. */
  function admits(bytes: number): boolean {
    const path = pathOf(link, direction);
    if (path === 'open') return !retransmitter.isWaiting();
    if (path === 'closed' || bytes > windowBytes) return false;
    windowBytes -= bytes;
    retransmitter.start(world.nowMs());
    return true;
  }

  function sendHeld(): void {
    let sent = 0;
    for (const segment of held) {
      if (!admits(segment.bytes)) break;
      plan(segment);
      sent++;
    }
    held = held.slice(sent);
  }

  function plan(segment: Segment): void {
    const { bytesPerSecond } = link.profile;
    freeMs = Math.max(world.nowMs(), freeMs);
    if (bytesPerSecond !== undefined) freeMs += (segment.bytes / bytesPerSecond) * 1_000;
    lastArrivalMs = Math.max(lastArrivalMs, freeMs + drawDelayMs(link));
    planned.push({ segment, departMs: freeMs, arriveMs: lastArrivalMs });
    if (arrival === null) expectArrival();
  }

  function expectArrival(): void {
    const [first] = planned;
    arrival =
      first === undefined
        ? null
        : world.schedule(first.arriveMs - world.nowMs(), arrive, {
            zone: zoneOf(options.receiverZone(), options.senderZone()),
            kind: 'work',
            purpose:
              first.departMs > world.nowMs() ? 'bytes waiting for bandwidth' : 'a frame in flight',
          });
  }

  function arrive(): void {
    const first = planned.shift();
    expectArrival();
    first?.segment.arrive();
  }

  /** Takes back the last of what is planned, from an index on. */
  function recall(from: number): void {
    if (from >= planned.length) return;
    held = [...planned.splice(from).map(({ segment }) => segment), ...held];
    freeMs = world.nowMs();
    lastArrivalMs = planned.at(-1)?.arriveMs ?? 0;
    if (arrival !== null && from === 0) {
      world.cancel(arrival);
      arrival = null;
    }
  }

  /** How many of what is planned have left. */
  function departed(): number {
    const first = planned.findIndex(({ departMs }) => departMs > world.nowMs());
    return first === -1 ? planned.length : first;
  }

  function pathChanged(): void {
    recall(departed());
    if (!retransmitter.isWaiting()) sendHeld();
    if (held.length > 0) retransmitter.start(world.nowMs());
    retransmitter.rearm();
    // The callback of a process that died does not run; its kernel goes on.
    if (arrival?.zone?.life.alive === false) {
      world.cancel(arrival);
      expectArrival();
    }
  }

  function discard(): void {
    recall(departed());
    held = [];
    retransmitter.stop();
  }

  return {
    write(segment) {
      if (held.length === 0 && admits(segment.bytes)) {
        plan(segment);
        return;
      }
      held.push(segment);
      retransmitter.start(world.nowMs());
    },
    writeOnce(segment) {
      discard();
      if (pathOf(link, direction) !== 'closed') plan(segment);
    },
    bufferedBytes() {
      const { bytesPerSecond = 0 } = link.profile;
      const waitingMs = Math.max(0, freeMs - world.nowMs());
      const waiting = (waitingMs / 1_000) * bytesPerSecond + bytesIn(held);
      return Math.max(0, Math.ceil(waiting - sendBufferBytes));
    },
    hasUnread: () =>
      planned.some(({ segment, arriveMs }) => segment.bytes > 0 && arriveMs <= world.nowMs()),
    readyAtMs: retransmitter.dueMs,
    pathChanged,
    stoodStill: retransmitter.stoodStill,
    processDied() {
      recall(departed());
      let bytes = 0;
      held = held.filter((segment) => (bytes += segment.bytes) <= sendBufferBytes);
      pathChanged();
    },
    receiverLost() {
      const firstSentMs = planned[0]?.departMs;
      recall(0);
      if (firstSentMs !== undefined) retransmitter.start(Math.min(firstSentMs, world.nowMs()));
      retransmitter.rearm();
    },
    discard,
    abandon() {
      recall(0);
      discard();
    },
  };
}

function bytesIn(segments: readonly Segment[]): number {
  return segments.reduce((sum, { bytes }) => sum + bytes, 0);
}

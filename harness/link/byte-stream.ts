import type { World } from '#harness/world/world.ts';
import type { VirtualTimer } from '#harness/world/virtual-timer.ts';
import type { Zone } from '#harness/world/zone.ts';
import { congestionWindowBytes, giveUpMs } from './kernel-timings.ts';
import {
  drawDelayMs,
  packetPasses,
  roundTripPasses,
  type Direction,
  type LinkState,
} from './link-state.ts';
import { nextRetransmissionMs } from './retransmission.ts';

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
  /** No acknowledgement came for too long. */
  gaveUp(): void;
}

/** One direction of a TCP connection: in order, nothing lost while both kernels live. */
export interface ByteStream {
  write(segment: Segment): void;
  /** Bytes written that have not left. */
  bufferedBytes(): number;
  resume(): void;
  readyAtMs(): number | null;
  /** Drops what has not left: the sending host lost power, or the connection was reset. */
  discard(): void;
}

/** An empty stream. */
export function createByteStream(options: ByteStreamOptions): ByteStream {
  const { world, link, direction } = options;
  let lastDepartureMs = 0;
  let lastArrivalMs = 0;
  let buffered = 0;
  let discarded = false;
  /** What packets could not carry, oldest first; not empty = stalled. */
  let held: Segment[] = [];
  /** Delivered without acknowledgement while the way back is cut. */
  let unacknowledgedBytes = 0;
  let stalledSinceMs: number | null = null;
  let giveUpTimer: VirtualTimer | null = null;
  let flushTimer: VirtualTimer | null = null;

  /** Kernels outlive processes: work of a dead end is the other's. */
  function zoneOf(first: Zone, second: Zone): Zone {
    return first.life.alive ? first : second;
  }

  function senderZone(): Zone {
    return zoneOf(options.senderZone(), options.receiverZone());
  }

  function depart(segment: Segment): void {
    if (discarded) return;
    const windowLeft =
      roundTripPasses(link) || unacknowledgedBytes + segment.bytes <= congestionWindowBytes;
    if (held.length > 0 || !packetPasses(link, direction) || !windowLeft) {
      held.push(segment);
      stall();
      return;
    }
    if (!roundTripPasses(link)) {
      unacknowledgedBytes += segment.bytes;
      stall();
    }
    deliver(segment);
  }

  function deliver(segment: Segment): void {
    buffered -= segment.bytes;
    lastArrivalMs = Math.max(lastArrivalMs, world.nowMs() + drawDelayMs(link));
    world.schedule(lastArrivalMs - world.nowMs(), segment.arrive, {
      zone: zoneOf(options.receiverZone(), options.senderZone()),
      kind: 'work',
      purpose: 'a frame in flight',
    });
  }

  function stall(): void {
    if (stalledSinceMs !== null) return;
    stalledSinceMs = world.nowMs();
    giveUpTimer = world.schedule(giveUpMs, options.gaveUp, {
      zone: senderZone(),
      kind: 'work',
      purpose: 'the kernel giving up a connection',
    });
  }

  function readyAtMs(): number | null {
    if (stalledSinceMs === null) return null;
    return nextRetransmissionMs(stalledSinceMs, world.nowMs(), 2 * link.profile.latencyMs);
  }

  function resume(): void {
    const retryMs = readyAtMs();
    // A retransmission that a process's zone took with it into death is the kernel's to do again.
    const isDue = flushTimer?.pending === true && flushTimer.zone?.life.alive === true;
    if (retryMs === null || isDue) return;
    flushTimer = world.schedule(retryMs - world.nowMs(), flush, {
      zone: senderZone(),
      kind: 'work',
      purpose: 'a retransmission',
    });
  }

  function flush(): void {
    if (discarded || !roundTripPasses(link)) return;
    stalledSinceMs = null;
    unacknowledgedBytes = 0;
    if (giveUpTimer !== null) world.cancel(giveUpTimer);
    for (const segment of held.splice(0)) deliver(segment);
  }

  return {
    write(segment) {
      if (discarded) return;
      buffered += segment.bytes;
      const { bytesPerSecond } = link.profile;
      const now = world.nowMs();
      const transferMs =
        bytesPerSecond === undefined ? 0 : (segment.bytes / bytesPerSecond) * 1_000;
      lastDepartureMs = Math.max(now, lastDepartureMs) + transferMs;
      if (lastDepartureMs <= now) {
        depart(segment);
        return;
      }
      world.schedule(lastDepartureMs - now, () => depart(segment), {
        zone: zoneOf(options.receiverZone(), options.senderZone()),
        kind: 'work',
        purpose: 'bytes waiting for bandwidth',
      });
    },
    bufferedBytes: () => buffered,
    resume,
    readyAtMs,
    discard() {
      discarded = true;
      held = [];
      buffered = 0;
      stalledSinceMs = null;
      for (const timer of [giveUpTimer, flushTimer]) if (timer !== null) world.cancel(timer);
    },
  };
}

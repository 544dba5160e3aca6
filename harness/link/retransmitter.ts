import type { VirtualTimer } from '#harness/world/virtual-timer.ts';
import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import { nextRetransmissionMs } from './retransmission.ts';

export interface RetransmitterOptions {
  readonly world: World;
  /** Whose work it is: the sender's, or the receiver's once the sender's process is gone. */
  zone(): Zone;
  roundTripMs(): number;
  giveUpAfterMs(): number;
  /** Whether a retransmission sent now would be acknowledged. */
  passes(): boolean;
  /** The retransmission got through. */
  acknowledged(): void;
  gaveUp(): void;
}

/**
 * One direction's kernel timer. While something is unacknowledged it has exactly one callback due,
 * which is work of its zone: the retransmission that will get through, or the give-up.
 */
export interface Retransmitter {
  /** Something first sent at `sinceMs` was not acknowledged; nothing changes if something already is. */
  start(sinceMs: number): void;
  isWaiting(): boolean;
  /** When the next retransmission is due; null when all is acknowledged. */
  dueMs(): number | null;
  /** Decides anew what is due: the path, the zone or the process behind the socket changed. */
  rearm(): void;
  /** The sending host slept: its timer stood still (Linux stops CLOCK_MONOTONIC). */
  stoodStill(sleptMs: number): void;
  stop(): void;
}

/** Nothing is unacknowledged. */
export function createRetransmitter(options: RetransmitterOptions): Retransmitter {
  const { world } = options;
  let sinceMs: number | null = null;
  /** As it was then: a kernel measures no new round trip while nothing is acknowledged. */
  let roundTripMs = 0;
  let timer: VirtualTimer | null = null;

  function cancel(): void {
    if (timer !== null) world.cancel(timer);
    timer = null;
  }

  function stop(): void {
    cancel();
    sinceMs = null;
  }

  function dueMs(): number | null {
    if (sinceMs === null) return null;
    return nextRetransmissionMs(sinceMs, world.nowMs(), roundTripMs);
  }

  function schedule(atMs: number, purpose: string, tell: () => void): void {
    const fire = (): void => {
      stop();
      tell();
    };
    timer = world.schedule(atMs - world.nowMs(), fire, {
      zone: options.zone(),
      kind: 'work',
      purpose,
    });
  }

  function rearm(): void {
    cancel();
    const retryMs = dueMs();
    if (sinceMs === null || retryMs === null) return;
    const giveUpMs = sinceMs + options.giveUpAfterMs();
    if (options.passes() && retryMs <= giveUpMs) {
      schedule(retryMs, 'a retransmission', options.acknowledged);
    } else schedule(giveUpMs, 'the kernel giving up a connection', options.gaveUp);
  }

  return {
    start(since) {
      if (sinceMs !== null) return;
      sinceMs = since;
      roundTripMs = options.roundTripMs();
      rearm();
    },
    isWaiting: () => sinceMs !== null,
    dueMs,
    rearm,
    stoodStill(sleptMs) {
      if (sinceMs !== null) sinceMs += sleptMs;
    },
    stop,
  };
}

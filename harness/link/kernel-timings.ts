/**
 * How long kernels and browsers take to notice things, milliseconds. Seen on Linux in two network
 * namespaces unless a source is named.
 */

/** When SYNs are sent after the call (`tcp_syn_linear_timeouts` = 4, then doubling). */
export const synAtMs: readonly number[] = [
  0, 1_000, 2_000, 3_000, 4_000, 5_000, 7_000, 11_000, 19_000, 35_000, 67_000,
];

/** A connection attempt that nobody answers fails with ETIMEDOUT (Linux defaults). */
export const connectTimeoutMs = 131_000;

/** A host that is down, or whose address is gone: EHOSTUNREACH. */
export const hostUnreachableMs = 3_070;

/** A name that no link resolves. */
export const nameNotFoundMs = 20;

/**
 * The least retransmission time-out; the round trip is added to it. `TCP_RTO_MIN` is 200 ms; the rest is
 * the timer's granularity, fitted to the moments at which cut connections were seen to resume.
 */
export const leastRetransmissionMs = 213;

/** Retransmission intervals double up to this (`TCP_RTO_MAX`). */
export const longestRetransmissionMs = 120_000;

/** An established connection without acknowledgement fails (`tcp_retries2` = 15). */
export const giveUpMs = 924_000;

/** What one direction may deliver while no acknowledgement comes back: 10 segments of 1,460 bytes. */
export const congestionWindowBytes = 14_600;

/** A peer that does not answer a Close frame; `ws` and browsers then drop the connection. */
export const closeTimeoutMs = 30_000;

/**
 * What kernels and browsers do when the network is slow, silent or gone; times in milliseconds.
 * Seen on Linux (6.18 where it says "measured", in network namespaces joined by a router that
 * stops forwarding), unless a source is named.
 */

/** When SYNs are sent after the call (`tcp_syn_linear_timeouts` = 4, then doubling). */
export const synAtMs: readonly number[] = [
  0, 1_000, 2_000, 3_000, 4_000, 5_000, 7_000, 11_000, 19_000, 35_000, 67_000,
];

/** A connection attempt that nobody answers fails with ETIMEDOUT (Linux defaults). */
export const connectTimeoutMs = 131_000;

/**
 * When the neighbour is asked for after a SYN found its host down; an answer lets the attempt go on
 * (measured: host back after 0.5 / 1.5 s, connected 1.0 / 2.0 s after the call; 2.5 s: too late).
 */
export const neighbourProbeAtMs: readonly number[] = [1_000, 2_000];

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

/**
 * A socket that its process has closed, or died with, is given up sooner: 8 retries of 200 ms
 * doubling (`tcp_orphan_retries` = 0 stands for 8;
 * measured: bytes of a killed process arrive after a cut of 40 s, never after one of 58 s).
 */
export const orphanGiveUpMs = 102_200;

/** What one direction may deliver while no acknowledgement comes back: 10 segments of 1,460 bytes. */
export const congestionWindowBytes = 14_600;

/**
 * Bytes that a kernel takes off a process while they cannot leave; the rest waits in the process and
 * dies with it (measured during a cut, then `kill -9`: 64,812 bytes of writes of 100 bytes, 79,640
 * of writes of 20,000 arrived after the heal, then a FIN).
 */
export const sendBufferBytes = 65_000;

/** A peer that does not answer a Close frame; `ws` and browsers then drop the connection. */
export const closeTimeoutMs = 30_000;

/** After both Close frames a browser waits this long for the server's FIN (Chromium: 2 s). */
export const serverFinTimeoutMs = 2_000;

/** Sizes of a WebSocket upgrade and its answer, bytes. */
export const upgradeBytes = 250;
export const upgradeAnswerBytes = 129;

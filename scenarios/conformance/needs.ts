import type { Target } from '#harness/contract/target.ts';

/**
 * What a case cannot do without. `hostile` and `flood` are refused by `--safe`; `slow` cases wait for
 * time-outs of 30 s and more and run only when asked for; `restart` needs a target that can be started.
 */
export type Need =
  | 'restart'
  | 'persistence'
  | 'idle-rooms'
  | 'tokens'
  | 'read-only-token'
  | 'slow-token'
  | 'slow-denied-token'
  | 'revocable-token'
  | 'acknowledge'
  | 'durable-acknowledge'
  | 'max-message-bytes'
  | 'multi-message-frames'
  | 'peers'
  | 'room-in-url'
  | 'hostile'
  | 'flood'
  | 'slow';

/** What a run allows beyond what the target can do. */
export interface RunProfile {
  /** Someone else's deployment: nothing malformed, no floods. */
  readonly conduct: 'any' | 'safe';
  /** `all` includes cases that wait for 30 s time-outs. */
  readonly pace: 'quick' | 'all';
  /** Globs of case ids that are left out, and said to be. */
  readonly exclude: readonly string[];
}

/** Why this need is not met, for people; null when it is. */
export function unmetNeed(need: Need, target: Target, profile: RunProfile): string | null {
  const can = target.capabilities ?? {};
  const declares = (declared: unknown, what: string): string | null =>
    declared === undefined ? `the target declares no ${what}` : null;
  switch (need) {
    case 'restart':
      return 'start' in target
        ? null
        : 'the server runs elsewhere and cannot be restarted (see --command)';
    case 'persistence':
      return declares(can.persistence, 'persistence');
    case 'idle-rooms':
      return declares(
        can.keepsIdleRooms ?? can.persistence,
        'rooms that outlive their last connection',
      );
    case 'tokens':
      return declares(can.tokens, 'tokens');
    case 'read-only-token':
      return declares(can.tokens?.readOnly, 'read-only token');
    case 'slow-token':
      return declares(can.tokens?.slow, 'token whose check is slow');
    case 'slow-denied-token':
      return declares(can.tokens?.slowDenied, 'token whose refusal is slow');
    case 'revocable-token':
      return declares(can.tokens?.revocable, 'token that can be revoked');
    case 'acknowledge':
      return declares(can.acknowledges, 'acknowledgement (message type 102)');
    case 'durable-acknowledge':
      return can.acknowledges === 'disk'
        ? null
        : 'the target declares no acknowledgement of durable storage (message type 102)';
    case 'max-message-bytes':
      return declares(can.maxMessageBytes, 'largest message');
    case 'multi-message-frames':
      return declares(can.multiMessageFrames, 'frames with several messages');
    case 'peers':
      return declares(can.dialsPeers, 'dialling of other nodes');
    case 'room-in-url':
      return target.dialect === 'hocuspocus'
        ? 'the dialect names rooms in frames, not in the URL'
        : null;
    case 'hostile':
      return profile.conduct === 'safe' ? '--safe: nothing malformed is sent' : null;
    case 'flood':
      return profile.conduct === 'safe' ? '--safe: no floods' : null;
    case 'slow':
      return profile.pace === 'quick' ? 'waits for time-outs of 30 s and more (see --slow)' : null;
  }
}

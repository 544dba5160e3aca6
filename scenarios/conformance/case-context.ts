import type { Socket } from 'node:net';
import type { TargetCapabilities, TargetTokens } from '#harness/contract/target.ts';
import type { Conduct, Peer } from './peer/peer.ts';
import type { Replica } from './peer/replica.ts';
import type { Message } from './wire/message.ts';

export interface JoinOptions {
  /** Default: a new empty replica. */
  readonly replica?: Replica;
  /** Default: the room of the case. */
  readonly room?: string;
  /** Default: the target's read-write token, if it has tokens; null for none at all. */
  readonly token?: string | null;
  /** Default: `client`. */
  readonly conduct?: Conduct;
  readonly pings?: 'answer' | 'ignore';
  /** Sent in the very tick in which the socket opens. */
  readonly first?: readonly Message[];
  /** Default: the server under test; another node that the case started. */
  readonly at?: ServerControl;
  /** Added to the URL's query, `a=b`. */
  readonly query?: string;
}

/** A server process that the case may start and stop. */
export interface ServerControl {
  url(room: string): Promise<string>;
  /** Whether it accepts connections; a process may live on without. */
  answers(): Promise<boolean>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Over the same data folder. */
  start(): Promise<void>;
  revoke(): Promise<void>;
}

/** What a case works with: sockets, replicas and waits of its own. */
export interface CaseContext {
  /** A room that no other case uses. */
  readonly room: string;
  readonly capabilities: TargetCapabilities;
  /** The target's tokens; throws when it has none (declare the need). */
  readonly tokens: TargetTokens;
  readonly server: ServerControl;
  /** How long a conforming server may take, ms. */
  readonly deadlineMs: number;
  /** Dials and waits until the socket is open or refused. */
  connect(name: string, options?: JoinOptions): Promise<Peer>;
  /** Dials, and requires that the first step 2 arrives within the deadline. */
  join(name: string, options?: JoinOptions): Promise<Peer>;
  /** All connections of the case so far. */
  peers(): readonly Peer[];
  /**
   * Waits for the condition; past the deadline the server did not conform. `slowMs` instead of the
   * deadline is for cases about time-outs.
   */
  until(
    expected: string,
    condition: () => boolean,
    actual: () => string,
    slowMs?: number,
  ): Promise<void>;
  /** Fails at once unless it holds. */
  require(expected: string, holds: boolean, actual: string): void;
  /** Waits until the peer's text contains the words. */
  sees(peer: Peer, words: string): Promise<void>;
  /** Waits until the users shown to the peer are exactly these. */
  shows(peer: Peer, users: readonly string[]): Promise<void>;
  /** Waits until all replicas are equal and none waits for an update. */
  converge(...peers: readonly Peer[]): Promise<void>;
  /** Waits until the peer's connection has ended. */
  ended(peer: Peer): Promise<void>;
  /** Lets pass what a server may still do: waits until no frame came for a while. */
  quiet(): Promise<void>;
  /** Real time passes. Only for cases about time-outs. */
  pass(ms: number): Promise<void>;
  /** An upgraded connection to the case's room, as bare TCP. */
  upgradeByHand(): Promise<Socket>;
  /** Starts one more node of the target, which dials the given ones. */
  startNode(dials: readonly ServerControl[]): Promise<ServerControl>;
  /** A remark in the wire log. */
  note(text: string): void;
}

import type { Json } from './json.ts';
import type { LinkProfile, DeviceSpec } from './topology.ts';

/**
 * What makes a `when` step due. `device` (and `room`) narrow it; without a device it must hold for
 * every running device.
 * - connected: every provider of the device has an open connection
 * - synced: every provider of the device reports synced
 * - stored: all the device applied so far is durable in its own storage
 * - received: the device's replica holds the edit with `token`
 * - quiescent: nothing in flight and no work due in any component
 */
export type Condition =
  | {
      readonly is: 'connected' | 'synced' | 'stored';
      readonly device?: string;
      readonly room?: string;
    }
  | {
      readonly is: 'received';
      readonly token: string;
      readonly device?: string;
      readonly room?: string;
    }
  /** A mark was reached, such as that a recorded writer is done. */
  | { readonly is: 'marked'; readonly mark: string }
  | { readonly is: 'quiescent' };

/**
 * How a link is cut.
 * - blackhole: packets vanish, also those of a pulled cable: sockets stay, and what was sent arrives in order after the heal
 * - drop: a proxy on the link dies: both ends close at once, what is in flight is lost, dials are refused until the heal
 * - refuse: dials alone are refused; in memory only
 * - one-way: what the dialler sends vanishes; the listener's direction carries one congestion window, then stalls
 */
export type CutKind = 'blackhole' | 'drop' | 'refuse' | 'one-way';

/** An edit by name: `text.insert` and its kin, or a scenario's own; `args` are its JSON arguments. */
export interface EditAction {
  readonly do: 'edit';
  readonly device: string;
  readonly room?: string;
  readonly action: string;
  readonly args: readonly Json[];
  /** Names the edit in conditions and reports; text inserts use the inserted text by default. */
  readonly token?: string;
}

/** Something done to the network, a process, a disk or a clock. Each has a heal in `harness/nemesis`. */
export type FaultAction =
  | {
      readonly do: 'partition';
      readonly between: readonly [readonly string[], readonly string[]];
      readonly cut: CutKind;
    }
  | { readonly do: 'cut'; readonly link: string; readonly cut: CutKind }
  | { readonly do: 'reset'; readonly link: string }
  | {
      readonly do: 'reset-at';
      readonly link: string;
      readonly frame: FrameKind;
      readonly count: number;
    }
  | { readonly do: 'shape'; readonly link: string; readonly profile: Partial<LinkProfile> }
  | { readonly do: 'offline'; readonly device: string }
  | { readonly do: 'crash'; readonly device: string }
  | { readonly do: 'power-loss'; readonly device: string }
  | { readonly do: 'disk-loss'; readonly device: string }
  | { readonly do: 'fsync-failure'; readonly device: string; readonly count: number }
  | { readonly do: 'quota'; readonly device: string }
  | { readonly do: 'slow-storage'; readonly device: string; readonly delayMs: number }
  | { readonly do: 'slow-auth'; readonly device: string; readonly delayMs: number }
  | { readonly do: 'evict'; readonly device: string; readonly room?: string }
  /**
   * Somebody who is no device of the topology connects to a node, sends frames and leaves a second
   * later. Each frame is hex: `0002ff` is an update that cannot be decoded.
   */
  | {
      readonly do: 'intrude';
      readonly device: string;
      readonly room?: string;
      readonly token?: string;
      readonly frames: readonly string[];
    }
  | { readonly do: 'sleep'; readonly device: string }
  | { readonly do: 'clock'; readonly device: string; readonly jumpMs: number };

/** What ends a fault, or starts a device again. `heal` ends every fault of the network. */
export type HealAction =
  | { readonly do: 'heal'; readonly link?: string }
  | { readonly do: 'online'; readonly device: string }
  | { readonly do: 'restart'; readonly device: string }
  | { readonly do: 'wake'; readonly device: string };

/** What a device's user or operator does. */
export type DeviceAction =
  | { readonly do: 'close'; readonly device: string }
  | {
      readonly do: 'add';
      readonly spec: DeviceSpec;
      readonly url?: string;
      readonly dialledBy?: readonly string[];
    }
  | { readonly do: 'leave'; readonly device: string; readonly room?: string }
  | { readonly do: 'join'; readonly device: string; readonly room?: string }
  /** A writer of a recorded session sits down at the device and types at the recorded times. */
  | {
      readonly do: 'write';
      readonly device: string;
      readonly room?: string;
      readonly trace: string;
      readonly agent: number;
    }
  /** The device asks every node it is connected to whether all it sent so far is kept (message type 102). */
  | { readonly do: 'ask-acknowledgement'; readonly device: string; readonly room?: string }
  | { readonly do: 'state'; readonly device: string; readonly room?: string; readonly state: Json };

/** Does nothing but wait for its time or condition, and names it in the output. */
export interface NoteAction {
  readonly do: 'note';
  readonly text: string;
}

/**
 * What happens to V1 updates on their way from one document to another. None of it loses anything.
 * - merged: into one, by `mergeUpdates`; merged-v2: the same by way of V2
 * - split: every struct, and every range of deletions, in an update of its own
 * - suffixes: before each update those parts of it that a replica which had some of it would need
 * - needed: only what the receiver's state vector lacks, by `diffUpdate`
 * - recoded: to V2 and back
 * - reversed, twice: the last first; each once more
 */
export type Handling =
  | 'merged'
  | 'merged-v2'
  | 'split'
  | 'suffixes'
  | 'needed'
  | 'recoded'
  | 'reversed'
  | 'twice';

/** What is taken from a document to hand it to another. */
export type Taken =
  /** Updates that it emitted so far, by position from 0 in this order; positions beyond are left out. */
  | { readonly is: 'updates'; readonly picks: 'all' | readonly number[] }
  /** Its state, or what of it the state vector of a device lacks. */
  | { readonly is: 'state'; readonly beyond: string | null };

/**
 * One document is handed what another has, without a network. `encoding` is what the receiver applies: V2
 * bytes are converted last, or encoded as such where a state is handed on untouched.
 */
export interface DeliverAction {
  readonly do: 'deliver';
  /** The receiver. */
  readonly device: string;
  readonly room?: string;
  readonly from: string;
  readonly take: Taken;
  /** In this order. */
  readonly handling: readonly Handling[];
  readonly encoding: UpdateEncoding;
}

/** The two encodings of Yjs updates. */
export type UpdateEncoding = 'v1' | 'v2';

export type Action =
  | EditAction
  | DeliverAction
  | FaultAction
  | HealAction
  | DeviceAction
  | NoteAction;

/** Due at a virtual time, or as soon as a condition holds (a bound that passes makes the run unknown). */
export type Due = { readonly at: number } | { readonly when: Condition; readonly withinMs: number };

/** One step: plain JSON. `says` is the sentence a person reads beside it. */
export type Step = Due & Action & { readonly says?: string };

/** The ordered, replayable steps of one run. */
export interface Schedule {
  readonly version: 1;
  readonly steps: readonly Step[];
}

/** The kinds of message of the y-protocols wire, plus ours. */
export type FrameKind =
  | 'step1'
  | 'step2'
  | 'update'
  | 'awareness'
  | 'auth'
  | 'query-awareness'
  | 'ack'
  | 'bus'
  | 'other';

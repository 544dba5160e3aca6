import type { Json } from './json.ts';
import type { ObservedChange, ObservedValue } from './observed-change.ts';
import type { FrameKind, Action, UpdateEncoding } from './schedule.ts';

/** Version of the event format; raised whenever a kind or field changes meaning. */
export const historyVersion = 5;

/** Index into the history's payload table. */
export type PayloadRef = number;

/** A run of structs: `client`'s clocks `clock` to `clock + length - 1`. */
export interface IdRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** How a Y type is read when contents are compared. */
export type RootType = 'text' | 'array' | 'map' | 'xml';

/** Where an applied update came from. */
export type UpdateOrigin =
  /** A user's edit, undo and redo, or a recorded writer. Nothing that a program does by itself. */
  | { readonly from: 'edit' }
  /** Received on this connection, by id. */
  | { readonly from: 'connection'; readonly connection: string }
  /** Handed over by a `deliver` step; `sender` is the device. */
  | { readonly from: 'delivery'; readonly sender: string }
  /** The replica's own storage, while it loads. */
  | { readonly from: 'storage' }
  /** Yjs's own clean-up of redundant format marks after a remote transaction. */
  | { readonly from: 'derived' };

/** What one awareness holds of one client id; a state of null means none. */
export interface PresenceState {
  readonly client: number;
  readonly clock: number;
  readonly state: Json;
}

/** The slowest way through a component after a heal, as `livenessDeadline` computed it. Milliseconds. */
export interface DeadlinePath {
  readonly from: string;
  readonly to: string;
  /** Link ids in order; empty for a component of one device. */
  readonly links: readonly string[];
  /** Until every link of the path carries again. */
  readonly reconnectMs: number;
  /** From then until the last byte is over. */
  readonly travelMs: number;
}

/** Resources a device holds, for leak checks. */
export interface ResourceCounts {
  readonly rooms: number;
  readonly timers: number;
  readonly sockets: number;
  readonly listeners: number;
  readonly awarenessMeta: number;
}

/** `exception`: the process died of its own uncaught exception, which excuses nothing. */
export type StopCause = 'close' | 'kill' | 'power-loss' | 'exception';

/** What happened, by kind. Every event also has the fields of {@link EventBase}. */
export type EventBody =
  /** A device's process (or tab) begins or ends. `incarnation` counts from 1. */
  | {
      readonly kind: 'start';
      readonly incarnation: number;
      readonly spec: Json;
      /**
       * `facade`: the device runs the awareness hub of `nodes/peer`, which promises fast presence
       * (AWARE-2). Left out for every other implementation.
       */
      readonly awareness?: 'facade';
    }
  /**
   * After the last event that code of the device caused, before anything that its end causes elsewhere. A
   * `close` comes after the `replica` events of everything it closed.
   */
  | { readonly kind: 'stop'; readonly cause: StopCause; readonly incarnation: number }
  /**
   * A Y.Doc begins or ends its life; state is monotone between the two. `opened` comes before any other event
   * of the replica; `closed` when the document is destroyed in good order, after what was to be stored is.
   * A kill or power loss journals no `closed`: the `stop` says it.
   */
  | {
      readonly kind: 'replica';
      readonly state: 'opened' | 'closed';
      readonly room: string;
      /** Unique in the run: one per Y.Doc object. */
      readonly replica: string;
      readonly clientId: number;
      readonly gc: boolean;
      readonly storage: 'disk' | 'indexeddb' | 'none';
    }
  /**
   * Loading of a replica's stored state. `started` before storage is read. `ready` once the document holds
   * it, after the `update` events that this caused: `payload` is all that storage gave, merged; an
   * empty update when it had nothing.
   */
  | {
      readonly kind: 'load';
      readonly room: string;
      readonly replica: string;
      readonly state: 'started' | 'ready';
      readonly payload?: PayloadRef;
    }
  /**
   * Both ends of a connection report it once each; `device` is the reporting end. With `bus` it is a way of
   * servers' bus: once for the connection itself, of room `''`, which carries its frames; and, under an id of
   * its own, for each room that the end has held since. What it carries no rule can read.
   */
  | {
      readonly kind: 'open';
      readonly room: string;
      readonly link: string;
      readonly connection: string;
      readonly end: 'dialler' | 'listener';
      readonly bus?: true;
    }
  | {
      readonly kind: 'close';
      readonly room: string;
      readonly link: string;
      readonly connection: string;
      readonly end: 'dialler' | 'listener';
      readonly code: number;
      readonly by: 'self' | 'peer' | 'network';
    }
  /**
   * One frame. `send` when the end handed it to its socket, `receive` before the end's code sees it;
   * `message` is the same in both, and unique in the run. `payload` is the whole frame.
   */
  | {
      readonly kind: 'send' | 'receive';
      readonly room: string;
      readonly link: string;
      readonly connection: string;
      readonly end: 'dialler' | 'listener';
      readonly message: string;
      readonly frame: FrameKind;
      readonly payload: PayloadRef;
    }
  /**
   * A server published on its bus. `message` names it in the run; frames of kind `bus` carry it on, with its
   * name and channel. `payload` is what the server published.
   */
  | {
      readonly kind: 'publish';
      readonly channel: string;
      readonly message: string;
      readonly payload: PayloadRef;
    }
  /**
   * A Y.Doc's `update` event, one each, in order, with its bytes: every one, of every origin. It is a copy
   * of what it carries, in the replica's memory, from then on.
   */
  | {
      readonly kind: 'update';
      readonly room: string;
      readonly replica: string;
      readonly origin: UpdateOrigin;
      readonly payload: PayloadRef;
    }
  /**
   * What a user did, in one transaction, right after the `update` event that it caused (none when it
   * changed nothing). `inserted` and `deleted` are that transaction's, all of them: what it overwrote, what
   * lay in what it deleted, what an undo restored. `deleted` has ids that were there before, and ids that
   * the same transaction made. `args[0]` is the root's name, except of a user's own action.
   */
  | {
      readonly kind: 'edit';
      readonly room: string;
      readonly replica: string;
      readonly action: string;
      readonly args: readonly Json[];
      readonly token?: string;
      readonly root: string;
      readonly rootType: RootType;
      readonly inserted: readonly IdRange[];
      readonly deleted: readonly IdRange[];
    }
  /**
   * An update is handed to a replica, just before it is applied. `payload` is what is applied, in its
   * encoding.
   */
  | {
      readonly kind: 'deliver';
      readonly room: string;
      readonly replica: string;
      /** Device. */
      readonly sender: string;
      readonly encoding: UpdateEncoding;
      readonly payload: PayloadRef;
    }
  /**
   * After a delivery, a replica of another implementation holds something else than a document of yjs that
   * was handed the same bytes. `payload`: its state. The run ends that replica.
   */
  | {
      readonly kind: 'disagreement';
      readonly room: string;
      readonly replica: string;
      readonly payload: PayloadRef;
      /** What it holds or lacks, as the end of a sentence. */
      readonly says: string;
    }
  | { readonly kind: 'fault'; readonly action: Action; readonly links: readonly string[] }
  | { readonly kind: 'heal'; readonly action: Action; readonly links: readonly string[] }
  /**
   * A record's way to disk. `payload` is the update that the record holds; one that a compaction writes
   * needs no event, as long as it holds what its records did. `written`: a killed process cannot take it
   * back any more, a power cut may. `durable`: nor can a power cut, only the loss of the disk; a medium that
   * syncs at once reports both. `lost`: a fault of the harness destroyed this record alone.
   */
  | {
      readonly kind: 'storage';
      readonly room: string;
      readonly medium: 'disk' | 'indexeddb';
      readonly state: 'written' | 'durable' | 'lost';
      readonly payload: PayloadRef;
    }
  /** What a provider says of its link; of room `''`, what the bus of servers does. */
  | {
      readonly kind: 'status';
      readonly room: string;
      readonly link: string;
      /** `closed`: the provider is gone, or will not reconnect. */
      readonly status: 'connecting' | 'connected' | 'disconnected' | 'closed';
      /** With `closed`: the server told it not to come back. */
      readonly turnedAway?: true;
    }
  /** Of room `''`: a way of the bus is up, which says nothing of what its ends hold. */
  | {
      readonly kind: 'sync';
      readonly room: string;
      readonly link: string;
      readonly connection: string;
      readonly synced: boolean;
    }
  /**
   * A node says that it keeps something; `device` is the node, at the moment it answers. Echo of a
   * type 102 message: `connection` names the connection, `payload` is the echoed frame, and what is
   * acknowledged is every update received on that connection before the 102 message it answers.
   * 2xx of a POST: `connection` is `''` and `payload` is the posted update.
   */
  | {
      readonly kind: 'acknowledged';
      readonly room: string;
      readonly connection: string;
      readonly payload: PayloadRef;
    }
  | {
      readonly kind: 'awareness';
      readonly room: string;
      readonly replica: string;
      readonly event: 'change' | 'update';
      readonly origin: 'local' | 'timeout' | 'remote';
      readonly added: readonly number[];
      readonly updated: readonly number[];
      readonly removed: readonly number[];
      /** State (null = none) and clock after the event, for each id named in it. */
      readonly states: readonly PresenceState[];
    }
  /**
   * `getStates()` of a replica's awareness, in full, with `meta`'s clocks; local state included.
   * Emitted beside every snapshot of cause `quiescent` or `component`, for each replica that has an
   * awareness (of a hub with facades: the hub).
   */
  | {
      readonly kind: 'presence';
      readonly room: string;
      readonly replica: string;
      readonly states: readonly PresenceState[];
    }
  /**
   * What an editor is told of a root: `subscribed` once per root and replica, with the content found then;
   * after it every `observeDeep` call of that root, in order, one event each, before the `update` event of the
   * same transaction. XML roots are not observed.
   */
  | {
      readonly kind: 'observe';
      readonly room: string;
      readonly replica: string;
      readonly root: string;
      readonly told:
        | { readonly is: 'subscribed'; readonly content: ObservedValue }
        | { readonly is: 'changed'; readonly changes: readonly ObservedChange[] };
    }
  /** Something thrown reached the top of a provider's, node's or client's callback or promise. */
  | {
      readonly kind: 'exception';
      readonly room?: string;
      readonly where: string;
      readonly error: string;
    }
  /**
   * When everything must have converged: emitted per room and connected component (devices that
   * run and hold the room) right after each `heal` event, after each device that was added or
   * joined, and once after the last step. Times come from `livenessDeadline`.
   */
  | {
      readonly kind: 'deadline';
      readonly room: string;
      /** Sorted names. */
      readonly component: readonly string[];
      /** On the clock of `atMs`. */
      readonly dueMs: number;
      readonly slowest: DeadlinePath;
      /** When each link that is up must carry again by itself, whatever quicker way there is. */
      readonly links: readonly { readonly link: string; readonly dueMs: number }[];
    }
  /**
   * `device` holds the replica. `step1-processed` and `step2-encoded` carry `connection`: what the
   * server held when it processed that connection's SyncStep1, before it answers; and when it
   * encoded a SyncStep2 that no SyncStep1 had asked for.
   */
  | {
      readonly kind: 'snapshot';
      readonly room: string;
      readonly replica: string;
      readonly cause:
        | 'quiescent'
        | 'component'
        | 'cold-start'
        | 'step1-processed'
        | 'step2-encoded';
      /** Devices of the connected component, sorted; absent for causes that judge one replica. */
      readonly component?: readonly string[];
      readonly connection?: string;
      /** Full state as an update, and the state vector, both V1. */
      readonly payload: PayloadRef;
      readonly stateVector: PayloadRef;
      readonly pendingStructs: boolean;
      readonly pendingDeletes: boolean;
      /** Content by root as the live doc shows it (`toDelta()` or `toJSON()`). */
      readonly content: Json;
    }
  /** A frame that a node could not decode or apply, and survived. */
  | { readonly kind: 'malformed'; readonly room: string; readonly error: string }
  /** A write that its disk refused; it is tried again. */
  | { readonly kind: 'storage-failed'; readonly room: string; readonly error: string }
  /** The end of acting and healing: whether nothing was left to do, else the first work that was. */
  | { readonly kind: 'quiescence'; readonly reached: boolean; readonly reason: string }
  /**
   * `baseline`: a node has started and nobody has connected to it yet, in this incarnation.
   * `everyone-left`: at quiescence, two minutes after the last client closed its last room, with every
   * node running and every link up.
   */
  | {
      readonly kind: 'counts';
      readonly counts: ResourceCounts;
      readonly moment?: 'baseline' | 'everyone-left';
    }
  | { readonly kind: 'mark'; readonly mark: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'unsupported'; readonly what: string };

export interface EventBase {
  /** Position in the history, from 0. */
  readonly seq: number;
  /** Virtual milliseconds since the run began (real ones on sockets). */
  readonly atMs: number;
  /** The device it happened on; `''` for the run as a whole. */
  readonly device: string;
}

export type HistoryEvent = EventBase & EventBody;

/** An event of one kind, or of several. */
export type EventOf<Kind extends EventBody['kind']> = Extract<HistoryEvent, { kind: Kind }>;

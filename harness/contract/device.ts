import type { Doc } from 'yjs';
import type { PresenceState, RootType, StopCause } from './history-event.ts';
import type { Json } from './json.ts';
import type { ClientSocketClass, ConnectionInfo } from './network.ts';
import type { Connection, ConnectionHandler, UpgradeRequest } from './connection.ts';
import type { ReconnectTimings } from './provider.ts';
import type { Recorder } from './recorder.ts';
import type { EditOutcome, EditRequest } from './carrier.ts';
import type { Action, UpdateEncoding } from './schedule.ts';
import type { ClientSpec, NodeSpec } from './topology.ts';

/** The transaction origin of edits, by which replicas tell them from what the network brings. */
export const editOrigin: { readonly from: 'edit' } = Object.freeze({ from: 'edit' });

/** One way to a node: the link, and the node's URL template with `{id}` for the room. */
export interface DialTarget {
  readonly link: string;
  readonly template: string;
}

/** What any device is given when it starts. Everything it does to the outside goes through this. */
export interface DeviceContext<Spec extends NodeSpec | ClientSpec> {
  readonly spec: Spec;
  /** Counts the device's lives from 1. */
  readonly incarnation: number;
  readonly recorder: Recorder;
  readonly dials: readonly DialTarget[];
  readonly socketClass: ClientSocketClass;
  /** Access token for the nodes it dials; '' = none. */
  readonly token: string;
  /** Id of the newest connection this device opened on the link for the room; '' before the first. */
  connectionOf(link: string, room: string): string;
}

export interface NodeContext extends DeviceContext<NodeSpec> {
  /** Milliseconds an authentication takes; a nemesis may raise it. */
  authDelayMs(): number;
}

export type ClientContext = DeviceContext<ClientSpec>;

/** What a device's storage suffers beside its process. Outlives the device's lives. */
export interface DeviceStorage {
  /** Ambient names that the device's code finds, such as `indexedDB`. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** Whether nothing accepted is still on its way. */
  idle(): boolean;
  /** The process died: open transactions end, what was written stays. */
  processDied(): void;
  /** The machine lost power: writes not yet durable may be lost, as the medium loses them. */
  powerLost(random: RandomIntegers): void;
  /** All content is gone. */
  destroyed(): void;
  /** The next so many durable writes (or, in a browser, writes) fail. */
  failNext(count: number): void;
  /** Every operation takes this much longer, milliseconds. */
  setDelay(delayMs: number): void;
}

/** Seeded draws, for what chance decides in a fault. */
export interface RandomIntegers {
  /** Uniform, both ends included. */
  integer(min: number, max: number): number;
}

/** Content of a replica at one moment, as a checker needs it. */
export interface ReplicaState {
  /** Full state as a V1 update. */
  readonly update: Uint8Array;
  readonly stateVector: Uint8Array;
  readonly pendingStructs: boolean;
  readonly pendingDeletes: boolean;
  /** By root name, as the live document shows it. */
  readonly content: { readonly [root: string]: Json };
}

/** A provider's view of one link. */
export interface LinkStatus {
  readonly link: string;
  readonly status: 'connecting' | 'connected' | 'disconnected';
  readonly synced: boolean;
  /** False after `disconnect()`, or when the server's close code said that reconnecting is pointless. */
  readonly wanted: boolean;
}

/** A document as `deliver` steps use it: bytes in, bytes out. */
export interface Mailbox {
  stateVector(): Uint8Array;
  /** Its state, or what of it the state vector lacks. */
  state(encoding: UpdateEncoding, beyond?: Uint8Array): Uint8Array;
  /** Applies an update that `sender` handed over. Throws what the implementation throws. */
  apply(update: Uint8Array, encoding: UpdateEncoding, sender: string): void;
}

/** A replica that another implementation than yjs keeps. */
export interface ForeignReplica extends Mailbox {
  /** Makes an edit; one that the implementation has no words for changes nothing. */
  edit(request: EditRequest): Omit<EditOutcome, 'replica'>;
}

/** One room on a running device. */
export interface Replica {
  /** Unique in the run, one per Y.Doc. */
  readonly id: string;
  readonly room: string;
  /** Where `foreign` is there: what its update events told, for whoever needs to look up ids. */
  readonly doc: Doc;
  readonly foreign?: ForeignReplica;
  /** False while the stored state is still loading. */
  ready(): boolean;
  links(): readonly LinkStatus[];
  /** Whether all it holds is durable in its own storage (true where it has none to fill). */
  stored(): boolean;
  setPresence(state: Json): void;
  /** Asks every node it is connected to whether all it sent is kept: message type 102. */
  askAcknowledgement(): void;
  /** Whom its awareness knows: every id with a clock, a state of null for those gone. */
  presence(): readonly PresenceState[];
  read(roots: Readonly<Record<string, RootType>>): ReplicaState;
  /** What its storage alone would give back, loaded without a network; null without storage. */
  coldStart(roots: Readonly<Record<string, RootType>>): Promise<ReplicaState | null>;
}

/** A running node or client: one life, from start to close or kill. */
export interface Device {
  replicas(): readonly Replica[];
  replica(room: string): Replica | undefined;
  /** Disconnects every provider, as a user's "work offline" does. */
  offline(): void;
  online(): void;
  /** Dials one more node, in every room it holds now and later. */
  dial(target: DialTarget): void;
  /** Ends in good order: presence withdrawn, storage flushed, sockets closed. */
  close(): Promise<void>;
  /** The world has ended this life already; release what outlives it in the process. */
  died(cause: Exclude<StopCause, 'close'>): void;
}

/** Serves one connection; called for every upgrade that reaches a node. */
export type Accept = (
  connection: Connection,
  request: UpgradeRequest,
  info: ConnectionInfo,
) => ConnectionHandler;

export interface NodeDevice extends Device {
  readonly accept: Accept;
  /** Drops the room from memory, whatever is joining; a nemesis does this. */
  evict(room: string): Promise<void>;
}

export interface ClientDevice extends Device {
  join(room: string): void;
  leave(room: string): Promise<void>;
}

/** A program on one device: its storage, and a start for each of its lives. */
export interface Installation<Context, Running> {
  /** Null where the device's spec says `none`. */
  readonly storage: DeviceStorage | null;
  start(context: Context): Running;
}

/** A node implementation that the simulator can run. */
export interface NodeImplementation {
  readonly name: string;
  /** `facade` promises fast presence (AWARE-2). */
  readonly awareness: 'facade' | 'plain';
  /** Periods of time-outs that only keep connections or users alive: quiescence does not wait for them. */
  readonly keepAliveMs?: readonly number[];
  /** Why it cannot be this node, or cannot have this done to it, in words; null when it can. */
  lacks?(wanted: NodeSpec | Action): string | null;
  install(spec: NodeSpec): Installation<NodeContext, NodeDevice>;
}

/** A client implementation that the simulator can run. */
export interface ClientImplementation {
  readonly name: string;
  /** `facade` promises fast presence (AWARE-2). */
  readonly awareness: 'facade' | 'plain';
  /** Of its provider; y-websocket's by default. */
  readonly reconnects?: ReconnectTimings;
  install(spec: ClientSpec): Installation<ClientContext, ClientDevice>;
}

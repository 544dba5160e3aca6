import type { ReplicaState } from './device.ts';
import type {
  IdRange,
  PresenceState,
  ResourceCounts,
  RootType,
  StopCause,
} from './history-event.ts';
import type { Json } from './json.ts';
import type { LinkControl } from './network.ts';
import type { ReconnectTimings } from './provider.ts';
import type { RunRecord } from './run-record.ts';
import type { Action, DeliverAction } from './schedule.ts';
import type { DeviceSpec, LinkProfile, Topology } from './topology.ts';

/** How a link carries now; what the liveness deadline is computed from. */
export interface CarriedLink {
  /** Changes by faults included. */
  readonly profile: LinkProfile;
  /** Until the next SYN or retransmission is due; 0 when none waits. */
  readonly nextAttemptMs: number;
  /** A dialler holds a connection for alive whose other end is gone. */
  readonly halfOpen: boolean;
  /** Of the provider that dials it; y-websocket's where left out. */
  readonly reconnects?: ReconnectTimings | undefined;
}

/** A replica's state with its identity. */
export interface ReplicaReading {
  /** When it was read. */
  readonly atMs: number;
  /** Id of the replica: one per Y.Doc. */
  readonly replica: string;
  readonly clientId: number;
  readonly state: ReplicaState;
  /** Whom the replica sees. */
  readonly presence: readonly PresenceState[];
}

/** An edit to make: a named action with its JSON arguments. */
export interface EditRequest {
  readonly action: string;
  readonly args: readonly Json[];
  readonly token?: string;
}

/** Which recorded writer sits at a device, and how long its session has been going on. */
export interface Writer {
  readonly trace: string;
  /** Counted from 0. */
  readonly agent: number;
  readonly elapsedMs: number;
}

/** What an edit did to the document. */
export interface EditOutcome {
  readonly replica: string;
  /** Names the edit; by default the text it inserted. */
  readonly token?: string;
  readonly root: string;
  readonly rootType: RootType;
  readonly inserted: readonly IdRange[];
  readonly deleted: readonly IdRange[];
}

/** What a stranger asks for and sends. */
export interface Intrusion {
  readonly room: string;
  /** '' = none. */
  readonly token: string;
  readonly frames: readonly Uint8Array[];
}

/** What a nemesis does to a device's storage. */
export type StorageFault =
  | { readonly kind: 'fail-next'; readonly count: number }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'destroy' };

/**
 * Carries one run: its devices, its links and its clock. Everything a run does goes through this, so
 * that the same schedule runs in virtual time and over real sockets.
 */
export interface Carrier {
  readonly via: RunRecord['via'];
  readonly links: LinkControl;
  /** What of a device or an action this carrier, or its node, cannot do, in words; null when it can do all. */
  unsupported(wanted: DeviceSpec | Action): string | null;
  /** Why this carrier sees too little to judge a rule, in words; null when it sees enough. */
  unjudged(rule: string): string | null;
  /** Milliseconds since the run began. */
  nowMs(): number;
  /** Makes a device known; it does not run before `start`. */
  install(spec: DeviceSpec, topology: Topology): Promise<void>;
  /** Makes a running device dial a link that its topology has gained. */
  dial(device: string, link: string): Promise<void>;
  start(device: string): Promise<void>;
  stop(device: string, cause: StopCause): Promise<void>;
  isRunning(device: string): boolean;
  join(device: string, room: string): Promise<void>;
  leave(device: string, room: string): Promise<void>;
  evict(device: string, room: string): Promise<void>;
  offline(device: string): Promise<void>;
  online(device: string): Promise<void>;
  edit(device: string, room: string, request: EditRequest): Promise<EditOutcome>;
  /** Hands a device what another has, without a network. Names the device that this has broken, if any. */
  deliver(room: string, delivery: DeliverAction): Promise<string | null>;
  /**
   * Devices that were given the same and must therefore agree, where `deliver` steps and not links
   * connect them; null otherwise. Devices that lack what theirs builds on are in none.
   */
  groups(room: string): readonly (readonly string[])[] | null;
  /** A recorded writer sits down at the device and types at the recorded times. */
  write(device: string, room: string, writer: Writer): Promise<void>;
  setPresence(device: string, room: string, state: Json): Promise<void>;
  /** The device asks every node it is connected to for an acknowledgement. */
  askAcknowledgement(device: string, room: string): Promise<void>;
  sleep(device: string): Promise<void>;
  wake(device: string): Promise<void>;
  jumpClock(device: string, jumpMs: number): Promise<void>;
  delayAuthentication(device: string, delayMs: number): Promise<void>;
  faultStorage(device: string, fault: StorageFault): Promise<void>;
  /** A stranger connects to a node, sends what it has, and leaves soon after. */
  intrude(device: string, visit: Intrusion): Promise<void>;
  /** How soon a link carries everything again; null where the carrier cannot know at all. */
  readiness(link: string): CarriedLink | null;
  /** What a running device holds; null where the carrier cannot know. */
  counts(device: string): ResourceCounts | null;
  /** Rooms that the device holds in memory now. */
  roomsOf(device: string): readonly string[];
  isStored(device: string, room: string): boolean;
  /** Whether the device's replica has these structs. */
  holds(device: string, room: string, structs: readonly IdRange[]): boolean;
  /** Null when the device does not hold the room. */
  read(
    device: string,
    room: string,
    roots: Readonly<Record<string, RootType>>,
  ): Promise<ReplicaReading | null>;
  /** What the device's storage alone gives back; null without storage or room. */
  coldStart(
    device: string,
    room: string,
    roots: Readonly<Record<string, RootType>>,
  ): Promise<ReplicaReading | null>;
  /** Lets time pass until `met` (asked whenever something happened) or the deadline; whether it was met. */
  until(met: () => boolean, deadlineMs: number): Promise<boolean>;
  /**
   * The first work due on these devices, in words; null when there is none. Links for which
   * `isIdle` says so are left out.
   */
  work(devices: ReadonlySet<string>, isIdle: (link: string) => boolean): string | null;
  /** Ends everything; nothing of the run is left in the process. */
  close(): Promise<void>;
}

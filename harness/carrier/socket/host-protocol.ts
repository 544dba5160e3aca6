import type {
  EditOutcome,
  EditRequest,
  ReplicaReading,
  StorageFault,
  Writer,
} from '#harness/contract/carrier.ts';
import type { EventBody, RootType } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import type { NodeSpec } from '#harness/contract/topology.ts';

/** Where a link's listener is reached. */
export interface Route {
  readonly link: string;
  readonly dialler: string;
  readonly listener: string;
  /** The listener's URL template, which providers dial. */
  readonly template: string;
  /** The link's proxy. */
  readonly host: string;
  readonly port: number;
  /** Added to every connection attempt, milliseconds. */
  readonly connectDelayMs: number;
}

/** What a node's process is told to begin its life with. */
export interface HostStart {
  readonly spec: NodeSpec;
  readonly incarnation: number;
  /** Of the run's clock. */
  readonly originNs: bigint;
  readonly port: number;
  readonly dataFolder: string;
  readonly routes: readonly Route[];
  readonly authDelayMs: number;
  /** How servers frame their messages. */
  readonly dialect: 'y-protocols' | 'hocuspocus';
}

/** What the harness asks of a node's process, by name: argument and answer. */
export interface HostRequests {
  start: { argument: HostStart; answer: void };
  dial: { argument: Route; answer: void };
  evict: { argument: string; answer: void };
  offline: { argument: null; answer: void };
  online: { argument: null; answer: void };
  edit: { argument: { room: string; request: EditRequest }; answer: EditOutcome };
  write: { argument: { room: string; writer: Writer }; answer: void };
  setPresence: { argument: { room: string; state: Json }; answer: void };
  askAcknowledgement: { argument: string; answer: void };
  read: { argument: ReadRequest; answer: ReplicaReading | null };
  coldStart: { argument: ReadRequest; answer: ReplicaReading | null };
  jumpClock: { argument: number; answer: void };
  delayAuthentication: { argument: number; answer: void };
  faultStorage: { argument: StorageFault; answer: void };
  /** Puts a byte on every connection that it dialled on the link. */
  stir: { argument: string; answer: void };
  close: { argument: null; answer: void };
}

export interface ReadRequest {
  readonly room: string;
  readonly roots: Readonly<Record<string, RootType>>;
}

export type HostRequestName = keyof HostRequests;

/** A request as it goes over the IPC channel. */
export type HostRequest = {
  [Name in HostRequestName]: {
    readonly id: number;
    readonly name: Name;
    readonly argument: HostRequests[Name]['argument'];
  };
}[HostRequestName];

/** What a node's process says, in order, on its descriptor {@link uplinkDescriptor}. */
export type HostMessage =
  | { readonly kind: 'ready' }
  /** `interned`: the bytes behind references counted on from those of all messages before. */
  | {
      readonly kind: 'event';
      readonly atMs: number;
      readonly body: EventBody;
      readonly interned: readonly Uint8Array[];
    }
  /** All that the room's replica holds is durable. */
  | { readonly kind: 'stored'; readonly room: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly error: string;
      readonly usage: boolean;
    };

export const uplinkDescriptor = 3;

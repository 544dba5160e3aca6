import type {
  EditOutcome,
  EditRequest,
  ReplicaReading,
  StorageFault,
  Writer,
} from '#harness/contract/carrier.ts';
import type { IdRange, RootType, StopCause } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import type { DeviceSpec } from '#harness/contract/topology.ts';
import type { Route } from './host-protocol.ts';

/** A device on real time: a node in a process of its own, or a client in this one. */
export interface SocketDevice {
  readonly spec: DeviceSpec;
  isRunning(): boolean;
  /** Prepares the next life, where that takes time; resolves when it may begin. */
  prepare(): Promise<void>;
  start(incarnation: number, routes: readonly Route[]): Promise<void>;
  /** Ends the present life, and resolves once nothing more of it will be journalled. */
  stop(cause: Exclude<StopCause, 'power-loss'>): Promise<void>;
  dial(route: Route): Promise<void>;
  join(room: string): Promise<void>;
  leave(room: string): Promise<void>;
  evict(room: string): Promise<void>;
  offline(): Promise<void>;
  online(): Promise<void>;
  edit(room: string, request: EditRequest): Promise<EditOutcome>;
  write(room: string, writer: Writer): Promise<void>;
  setPresence(room: string, state: Json): Promise<void>;
  askAcknowledgement(room: string): Promise<void>;
  sleep(): void;
  wake(): void;
  jumpClock(jumpMs: number): Promise<void>;
  delayAuthentication(delayMs: number): Promise<void>;
  faultStorage(fault: StorageFault): Promise<void>;
  roomsOf(): readonly string[];
  isStored(room: string): boolean;
  holds(room: string, structs: readonly IdRange[]): boolean;
  read(room: string, roots: Readonly<Record<string, RootType>>): Promise<ReplicaReading | null>;
  coldStart(
    room: string,
    roots: Readonly<Record<string, RootType>>,
  ): Promise<ReplicaReading | null>;
  /** Puts a byte on every connection that it dialled on the link. */
  stir(link: string): Promise<void>;
  /** Ends whatever runs, at once. */
  destroy(): Promise<void>;
}

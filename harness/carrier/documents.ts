import type { EditOutcome, EditRequest, Writer } from '#harness/contract/carrier.ts';
import type { Replica } from '#harness/contract/device.ts';
import type { IdRange } from '#harness/contract/history-event.ts';
import type { DeliverAction } from '#harness/contract/schedule.ts';
import type { Recorder } from '#harness/contract/recorder.ts';

/** What a run does with a document itself; kept outside so that the carrier needs no yjs. */
export interface Documents {
  /** Makes an edit; from the first edit of a root on, what its observers are told is journalled. */
  edit(replica: Replica, request: EditRequest, recorder: Recorder): EditOutcome;
  holds(replica: Replica, structs: readonly IdRange[]): boolean;
  /** Reads a recorded session from disk, which code of a device could not. */
  loadWriting(trace: string): void;
  /** Types a recorded session, as code of the device, until it is done or the device dies. */
  write(replica: Replica, writer: Writer, recorder: Recorder): void;
  /** Where `deliver` steps connect the replicas. */
  readonly post?: PostOffice;
  /** A document that follows a replica of another process. */
  follow(): FollowedDocument;
}

/** Hands updates from document to document, and knows who was given what. */
export interface PostOffice {
  /**
   * `replicaOn` finds the replica of a device that runs. Names the device of a replica that has thrown, or
   * holds what yjs would not: nothing more can be asked of it.
   */
  deliver(
    delivery: DeliverAction,
    replicaOn: (device: string) => Replica | undefined,
    recorderOf: (device: string) => Recorder,
  ): string | null;
  /** See `Carrier.groups`. */
  groups(room: string): readonly (readonly string[])[];
}

/** What is known here of a replica in another process, from the updates that it journalled. */
export interface FollowedDocument {
  apply(update: Uint8Array): void;
  holds(structs: readonly IdRange[]): boolean;
}

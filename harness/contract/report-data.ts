import type { HistoryEvent, IdRange } from './history-event.ts';
import type { Neighbour } from './neighbour.ts';
import type { RunRecord } from './run-record.ts';
import type { Shrinking } from './shrinking.ts';
import type { Topology } from './topology.ts';

/**
 * All that the HTML report shows of one run, as plain JSON. `harness/diagnosis` computes it, because
 * some of it needs Yjs; `reports` draws it. Whatever can be derived from the events without Yjs
 * (links, lanes, presence, economy) is not repeated here.
 */
export interface ReportData {
  readonly version: 1;
  readonly record: RunRecord;
  /** The scenario's sentence. */
  readonly title: string;
  /** Ids of the rules that the scenario is about. */
  readonly rules: readonly string[];
  /** One command line that does the same run again. */
  readonly replay: string;
  /** The verdict's sentences, the most important first; for a failure, with the diagnosis. */
  readonly sentences: readonly string[];
  readonly topology: Topology;
  readonly rooms: readonly string[];
  /** Time of the last event, milliseconds. */
  readonly durationMs: number;
  /** The history in order; `seq` may have gaps where {@link leftOut} says so. Snapshots lack `content`. */
  readonly events: readonly HistoryEvent[];
  /** What the report does not hold, a sentence each; empty when it is complete. */
  readonly leftOut: readonly string[];
  /** By payload reference; null where no event of the report refers to it. */
  readonly payloads: readonly (ReportPayload | null)[];
  readonly timelines: readonly ReplicaTimeline[];
  /** Content at the end that not every replica of a room has, or that is there twice. */
  readonly differences: readonly Difference[];
  /** Null when the schedule was not shrunk. */
  readonly shrunk: Shrinking | null;
  /** Null when no passing run is known that differs little from this one. */
  readonly neighbour: Neighbour | null;
}

/** The bytes of a frame, an update or a stored record. */
export interface ReportPayload {
  /** Size of the whole payload, bytes. */
  readonly bytes: number;
  /** Hex of at most the first 256 bytes. */
  readonly hex: string;
  /** What it says, a line each, such as `insert 1830274:212 "k17" in body`. Never markup. */
  readonly decoded: readonly string[];
  /** Structs it carries. */
  readonly structs: readonly IdRange[];
  /** Structs it deletes. */
  readonly deletes: readonly IdRange[];
}

/** The life of one Y.Doc, as changes from version to version. */
export interface ReplicaTimeline {
  /** Unique in the run: one per Y.Doc. */
  readonly replica: string;
  readonly device: string;
  readonly room: string;
  readonly clientId: number;
  readonly openedMs: number;
  /** Null: open to the end. */
  readonly closedMs: number | null;
  /** The first is what was loaded, each next one what an update changed; in order. */
  readonly versions: readonly ReplicaVersion[];
}

export interface ReplicaVersion {
  /** `seq` of the event that made it. */
  readonly seq: number;
  readonly atMs: number;
  readonly changes: readonly TextChange[];
  /** Entries of the state vector that changed: client id to next clock. */
  readonly clocks: Readonly<Record<string, number>>;
  /**
   * A struct of each client that pending structs wait for, client id to clock; left out when nothing
   * is known to be pending. Yjs tells of pending structs in snapshots only.
   */
  readonly waitingFor?: Readonly<Record<string, number>>;
}

/**
 * A change of one root's text, against the version before: at `at`, `removed` UTF-16 units make way
 * for `inserted`. A text root is shown as its text, any other root as indented JSON.
 */
export interface TextChange {
  readonly root: string;
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** A run of structs that the replicas of a room disagree on. */
export interface Difference {
  /** `missing`: some replica lacks it; `deleted`: some replica lacks its deletion; `duplicated`: one token twice. */
  readonly kind: 'missing' | 'deleted' | 'duplicated';
  readonly room: string;
  readonly root: string;
  readonly structs: IdRange;
  /** What was written, as text. */
  readonly text: string;
  /** The edit's token; null when no edit of the history made it. */
  readonly token: string | null;
  /** Who wrote it; '' when no edit of the history did. */
  readonly writer: string;
  /** When it was written, milliseconds; null when unknown. */
  readonly atMs: number | null;
  /** `seq` of the edit, or of the first event that carried it; null when none did. */
  readonly seq: number | null;
  /** Devices that have it (or its deletion) at the end, and those that do not. */
  readonly presentAt: readonly string[];
  readonly absentAt: readonly string[];
  /** The devices it reached, in order of arrival, the writer first; `from` is who sent it, '' for the writer. */
  readonly path: readonly PathStop[];
  /** The device that held it and did not pass it on; null when it reached every neighbour. */
  readonly stoppedAt: string | null;
  /** The link it should have gone over; null when `stoppedAt` is. */
  readonly stoppedLink: string | null;
  /** Where it stopped, in one sentence. */
  readonly why: string;
}

/** One device that a piece reached. */
export interface PathStop {
  readonly device: string;
  readonly from: string;
  readonly atMs: number;
  readonly seq: number;
}

import type { Schedule } from './schedule.ts';
import type { CheckResult, RunVerdict } from './verdict.ts';

/** The public JSON of one run; other tools rely on these fields. */
export interface RunRecord {
  readonly version: 1;
  readonly scenario: string;
  readonly seed: number;
  readonly via: 'memory' | 'toxiproxy';
  /** Name of the node implementation under test. */
  readonly node: string;
  readonly verdict: RunVerdict;
  /** SHA-256 in hex; null on sockets. */
  readonly historyHash: string | null;
  readonly virtualMs: number | null;
  readonly wallMs: number;
  readonly replicas: readonly ReplicaRecord[];
  readonly checks: readonly CheckResult[];
  /** Why the run is unknown or unsupported, one sentence each; empty otherwise. */
  readonly reasons: readonly string[];
  readonly counts: {
    readonly edits: number;
    readonly faults: number;
    readonly messages: number;
    readonly bytes: number;
  };
  readonly schedule: Schedule;
  /** Path of the HTML report, or null when none was written. */
  readonly report: string | null;
}

export interface ReplicaRecord {
  readonly name: string;
  readonly kind: 'node' | 'client';
  readonly room: string;
  /** SHA-256 of the reloaded content, hex. */
  readonly digest: string;
  readonly clientId: number;
  /** State vector as client id to next clock. */
  readonly stateVector: Readonly<Record<string, number>>;
}

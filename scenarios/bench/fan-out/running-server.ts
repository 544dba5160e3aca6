import type { DialectName } from '#harness/contract/target.ts';

/** A server that a bench sends updates through. */
export interface RunningServer {
  readonly dialect: DialectName;
  /** Whether it answers sync step 1. */
  readonly answers: boolean;
  /** Lets its holder write; null where nobody needs one. */
  readonly token: string | null;
  url(room: string): Promise<string>;
  stop(): Promise<void>;
}

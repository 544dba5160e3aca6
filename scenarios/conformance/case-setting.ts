import type { Target } from '#harness/contract/target.ts';
import type { ServerControl } from './case-context.ts';
import type { Dialect } from './wire/dialect.ts';
import type { WireLog } from './wire/wire-log.ts';

/** What one run of one case is given. */
export interface CaseSetting {
  readonly target: Target;
  readonly dialect: Dialect;
  readonly server: ServerControl;
  readonly room: string;
  /** Used where the target declares no tokens of its own. */
  readonly token: string | null;
  readonly deadlineMs: number;
  /** Real time without news after which nothing more is expected, ms. */
  readonly silenceMs: number;
  /** Real ms per ms that a case lets pass; below 1 where the server's clock runs faster too. */
  readonly timeScale: number;
  readonly log: WireLog;
  startNode(dials: readonly ServerControl[]): Promise<ServerControl>;
}

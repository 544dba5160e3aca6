import type { PageState } from './page-state.ts';
import type { ReportIndex } from './report-index.ts';

/** What every panel is given: the run, the chosen moment, room and edit, and a way to change them. */
export interface PanelProps {
  readonly index: ReportIndex;
  readonly state: PageState;
  readonly room: string;
  /** `seq` of the events of the followed edit; null when none is followed. */
  readonly cone: ReadonlySet<number> | null;
  readonly change: (change: Partial<PageState>) => void;
}

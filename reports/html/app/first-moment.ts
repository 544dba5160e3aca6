import type { Focus } from '../../model/focus.ts';
import type { PageState } from './page-state.ts';
import type { ReportIndex } from './report-index.ts';

/**
 * Where a report opens: at the end of the run, following the first piece that was lost; where none was, at
 * what shows the first broken rule.
 */
export function firstMoment({ data, edits, focus }: ReportIndex): PageState {
  const [difference] = data.differences;
  const structs = difference?.structs;
  const edit = edits.find(({ inserted, deleted }) =>
    [...inserted, ...deleted].some(
      ({ client, clock, length }) =>
        client === structs?.client && clock <= structs.clock && structs.clock < clock + length,
    ),
  );
  return {
    atMs: difference === undefined ? (focus.shownBy?.atMs ?? data.durationMs) : data.durationMs,
    edit: edit?.id ?? '',
    filter: '',
    room: difference?.room ?? roomOf(focus.shownBy),
  };
}

function roomOf(event: Focus['shownBy']): string {
  return event !== null && 'room' in event ? (event.room ?? '') : '';
}

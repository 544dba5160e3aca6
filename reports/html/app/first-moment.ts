import type { PageState } from './page-state.ts';
import type { ReportIndex } from './report-index.ts';

/** Where a report opens: at the end of the run, following the first piece that was lost. */
export function firstMoment({ data, edits }: ReportIndex): PageState {
  const [difference] = data.differences;
  const structs = difference?.structs;
  const edit = edits.find(({ inserted, deleted }) =>
    [...inserted, ...deleted].some(
      ({ client, clock, length }) =>
        client === structs?.client && clock <= structs.clock && structs.clock < clock + length,
    ),
  );
  return {
    atMs: data.durationMs,
    edit: edit?.id ?? '',
    filter: '',
    room: difference?.room ?? '',
  };
}

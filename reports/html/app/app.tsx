import { useEffect, useMemo, useState } from 'preact/hooks';
import { coneOf } from '../../model/edit-cone.ts';
import { ContentView } from './content-view.tsx';
import { DigestMatrix } from './digest-matrix.tsx';
import { EconomyTable } from './economy-table.tsx';
import { EventTable } from './event-table.tsx';
import { firstMoment } from './first-moment.ts';
import { NeighbourView } from './neighbour-view.tsx';
import { readHash, writeHash, type PageState } from './page-state.ts';
import type { PanelProps } from './panel-props.ts';
import { PresenceView } from './presence-view.tsx';
import type { ReportIndex } from './report-index.ts';
import { RuleList } from './rule-list.tsx';
import { ScheduleView } from './schedule-view.tsx';
import { Scrubber } from './scrubber.tsx';
import { SpaceTime } from './space-time.tsx';
import { StateTable } from './state-table.tsx';
import { TopologyView } from './topology-view.tsx';
import { VerdictHeader } from './verdict-header.tsx';

/** The whole page. Its state lives in the hash, so that a link leads to a moment. */
export function App({ index }: { readonly index: ReportIndex }) {
  const initial = useMemo(() => firstMoment(index), [index]);
  const [state, setState] = useState(() => readHash(location.hash, initial));
  const change = (part: Partial<PageState>): void => {
    const next = { ...state, ...part };
    setState(next);
    history.replaceState(null, '', writeHash(next));
  };
  useEffect(() => {
    const follow = (): void => setState(readHash(location.hash, initial));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [initial]);
  const followed = index.edits.find(({ id }) => id === state.edit);
  const cone = useMemo(
    () => (followed === undefined ? null : coneOf(index.data, followed)),
    [index, followed],
  );
  const { rooms } = index.data;
  const room = rooms.includes(state.room) ? state.room : (rooms[0] ?? '');
  const panel: PanelProps = { index, state, room, cone, change };
  return (
    <>
      <VerdictHeader {...panel} />
      <main class={state.atMs >= index.data.durationMs ? 'at-end' : ''}>
        <div class="first-screen">
          <TopologyView {...panel} />
          <DigestMatrix {...panel} />
          <ContentView {...panel} />
        </div>
        <SpaceTime {...panel} />
        <StateTable {...panel} />
        <PresenceView {...panel} />
        <EconomyTable {...panel} />
        <EventTable {...panel} />
        <RuleList {...panel} />
        <ScheduleView {...panel} />
        <NeighbourView {...panel} />
      </main>
      <Scrubber {...panel} />
    </>
  );
}

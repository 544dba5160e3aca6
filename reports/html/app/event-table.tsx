import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { HistoryEvent } from '#harness/contract/history-event.ts';
import { formatCount } from '../../format/format-count.ts';
import { formatSecondsNumber } from '../../format/format-seconds.ts';
import { coneOf } from '../../model/edit-cone.ts';
import { parseFilter } from '../../model/event-filter.ts';
import { eventWords } from '../../model/event-words.ts';
import { countUpTo } from '../../model/replica-at.ts';
import type { PanelProps } from './panel-props.ts';
import { PayloadView } from './payload-view.tsx';

/** Rows shown at once. */
const pageRows = 100;

/** All events as text, filtered, with the frames decoded and in hex. */
export function EventTable({ index, state, change, cone }: PanelProps) {
  const { events } = index.data;
  const [offset, setOffset] = useState(0);
  const [opened, setOpened] = useState<number | null>(null);
  const shown = useMemo(() => {
    const filter = parseFilter(state.filter, (name) => {
      const edit = index.edits.find(
        ({ id, label }) => id === name || label.trim().toLowerCase() === name,
      );
      return edit === undefined ? new Set() : coneOf(index.data, edit);
    });
    return events.filter(filter);
  }, [index, events, state.filter]);
  const here = Math.max(0, countUpTo(shown, state.atMs) - 1);
  const first = Math.min(Math.max(0, here - 10 + offset), Math.max(0, shown.length - pageRows));
  const rows = shown.slice(first, first + pageRows);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('tr[aria-current]');
    if (list.current !== null && row)
      list.current.scrollTop = row.offsetTop - list.current.clientHeight / 2;
  }, [state.atMs, state.filter]);
  return (
    <section class="events">
      <h2>Events</h2>
      <div class="actions">
        <label class="filter">
          filter{' '}
          <input
            type="search"
            value={state.filter}
            placeholder="from:phone kind:update edit:k17 -awareness"
            aria-describedby="filter-help"
            onInput={(event) => {
              setOffset(0);
              change({ filter: event.currentTarget.value });
            }}
          />
        </label>
        <button type="button" disabled={first === 0} onClick={() => setOffset(offset - pageRows)}>
          earlier
        </button>
        <button
          type="button"
          disabled={first + pageRows >= shown.length}
          onClick={() => setOffset(offset + pageRows)}
        >
          later
        </button>
        <span role="status">
          {formatCount(shown.length, 'event')}
          {shown.length > pageRows ? `, ${first + 1} to ${first + rows.length} shown` : ''}
        </span>
      </div>
      <p class="note" id="filter-help">
        from: to: at: kind: room: link: edit: or a bare word; a leading - negates, commas mean or,
        quotes keep spaces.
      </p>
      <div class="scroll tall" ref={list} tabIndex={0} role="region" aria-label="Events">
        <table>
          <thead>
            <tr>
              <th scope="col">s</th>
              <th scope="col">device</th>
              <th scope="col">kind</th>
              <th scope="col">what</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((event) => (
              <EventRow
                key={event.seq}
                event={event}
                isHere={event === shown[here]}
                isDim={cone !== null && !cone.has(event.seq)}
                isOpen={opened === event.seq}
                open={() => {
                  setOpened(opened === event.seq ? null : event.seq);
                  setOffset(first - countUpTo(shown, event.atMs) + 11);
                  change({ atMs: event.atMs });
                }}
                payload={
                  'payload' in event && event.payload !== undefined
                    ? index.payload(event.payload)
                    : undefined
                }
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly event: HistoryEvent;
  readonly isHere: boolean;
  readonly isDim: boolean;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly payload: Parameters<typeof PayloadView>[0]['payload'] | undefined;
}

function EventRow({ event, isHere, isDim, isOpen, open, payload }: RowProps) {
  const frame = event.kind === 'send' || event.kind === 'receive' ? event.frame : '';
  return (
    <>
      <tr class={isDim ? 'faint' : ''} aria-current={isHere ? 'true' : undefined}>
        <td class="time">
          <button type="button" aria-expanded={isOpen} onClick={open}>
            {formatSecondsNumber(event.atMs)}
          </button>
        </td>
        <td>{event.device}</td>
        <td>
          {event.kind} {frame}
        </td>
        <td>{eventWords(event)}</td>
      </tr>
      {isOpen ? (
        <tr class="details">
          <td colSpan={4}>
            {payload === undefined ? (
              <pre tabIndex={0}>{JSON.stringify(event, null, 1)}</pre>
            ) : (
              <PayloadView payload={payload} />
            )}
          </td>
        </tr>
      ) : null}
    </>
  );
}

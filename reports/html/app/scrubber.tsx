import { formatSeconds } from '../../format/format-seconds.ts';
import { countUpTo } from '../../model/replica-at.ts';
import type { PanelProps } from './panel-props.ts';

/** The chosen moment and edit; stays in sight, and moves every panel at once. */
export function Scrubber({ index, state, change }: PanelProps) {
  const { data, edits } = index;
  const { events, durationMs } = data;
  const step = (by: number): void => {
    const here = countUpTo(events, state.atMs);
    const next = by > 0 ? events[here] : events[countBefore(events, state.atMs) - 1];
    if (next !== undefined) change({ atMs: next.atMs });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    step(event.key === 'ArrowRight' ? 1 : -1);
  };
  return (
    <form
      class="scrubber"
      aria-label="Moment and edit"
      onSubmit={(event) => event.preventDefault()}
    >
      <button type="button" aria-label="Earlier event" onClick={() => step(-1)}>
        ◀
      </button>
      <input
        type="range"
        aria-label="Moment"
        aria-valuetext={formatSeconds(state.atMs)}
        min={0}
        max={durationMs}
        step="any"
        value={state.atMs}
        onInput={(event) => change({ atMs: Number(event.currentTarget.value) })}
        onKeyDown={onKeyDown}
      />
      <button type="button" aria-label="Later event" onClick={() => step(1)}>
        ▶
      </button>
      <output>{formatSeconds(state.atMs)}</output>
      <label>
        edit{' '}
        <select
          value={state.edit}
          onChange={(event) => change({ edit: event.currentTarget.value })}
        >
          <option value="">all</option>
          {edits.map(({ id, device, label, atMs }) => (
            <option
              key={id}
              value={id}
            >{`${(atMs / 1000).toFixed(3)} ${device}: ${label.slice(0, 40)}`}</option>
          ))}
        </select>
      </label>
    </form>
  );
}

/** How many events were before the moment. */
function countBefore(events: readonly { readonly atMs: number }[], atMs: number): number {
  let count = countUpTo(events, atMs);
  while (count > 0 && events[count - 1]?.atMs === atMs) count--;
  return count;
}

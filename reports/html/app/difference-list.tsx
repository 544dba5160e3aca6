import type { Difference, PathStop } from '#harness/contract/report-data.ts';
import { formatCount } from '../../format/format-count.ts';
import { formatSeconds } from '../../format/format-seconds.ts';
import type { PanelProps } from './panel-props.ts';

const words = { missing: 'missing', deleted: 'not deleted', duplicated: 'there twice' } as const;

/** Pieces shown at once; one break in the way often keeps many from arriving. */
const shownAtOnce = 2;

/** Each missing, extra or duplicated piece: who wrote it, how far it came, where it stopped. */
export function DifferenceList(
  props: PanelProps & { readonly differences: readonly Difference[] },
) {
  const { differences } = props;
  if (differences.length === 0) return null;
  const more = differences.slice(shownAtOnce);
  const list = (shown: readonly Difference[]) => (
    <ul class="differences">
      {shown.map((difference) => (
        <DifferenceItem
          key={`${difference.structs.client}:${difference.structs.clock}:${difference.kind}`}
          {...props}
          difference={difference}
        />
      ))}
    </ul>
  );
  return (
    <>
      {list(differences.slice(0, shownAtOnce))}
      {more.length === 0 ? null : (
        <details>
          <summary>and {formatCount(more.length, 'more piece')}</summary>
          {list(more)}
        </details>
      )}
    </>
  );
}

function DifferenceItem({
  index,
  state,
  change,
  difference,
}: PanelProps & { readonly difference: Difference }) {
  const { structs, writer, atMs, path, why, stoppedAt, absentAt, kind } = difference;
  const edit = index.edits.find(({ inserted, deleted }) =>
    [...inserted, ...deleted].some(
      ({ client, clock, length }) =>
        client === structs.client && clock <= structs.clock && structs.clock < clock + length,
    ),
  );
  const stop = path.find(({ device }) => device === stoppedAt) ?? path.at(-1);
  const route = routeTo(path, stoppedAt);
  const others = path.filter((reached) => !route.includes(reached));
  return (
    <li>
      <p>
        <q>{difference.text === '' ? `${structs.length} structs` : difference.text}</q> is{' '}
        <strong class="bad">{words[kind]}</strong>
        {absentAt.length === 0 ? '' : ` at ${absentAt.join(', ')}`}.{' '}
        {writer === '' ? 'No edit of this run wrote it' : `Written by ${writer}`}
        {atMs === null ? '' : ` at ${formatSeconds(atMs)}`}{' '}
        <code>{`${structs.client}:${structs.clock}`}</code>
      </p>
      <ol class="path" aria-label="The way it took">
        {route.map(({ device, atMs: arrived }) => (
          <li key={device} class={device === stoppedAt ? 'bad' : ''}>
            {device} <span class="muted">{(arrived / 1000).toFixed(3)}</span>
            {device === stoppedAt ? ' ✗' : ''}
          </li>
        ))}
      </ol>
      {others.length === 0 ? null : (
        <p class="muted">It also reached {others.map(({ device }) => device).join(', ')}.</p>
      )}
      <p class="why">{why}.</p>
      {edit === undefined ? null : (
        <button
          type="button"
          aria-pressed={state.edit === edit.id}
          onClick={() => change({ edit: edit.id, atMs: stop?.atMs ?? edit.atMs })}
        >
          follow this piece
        </button>
      )}
    </li>
  );
}

/** The stops from the writer to a device; all of them when it stopped nowhere. */
function routeTo(path: Difference['path'], stoppedAt: string | null): Difference['path'] {
  if (stoppedAt === null) return path;
  const route: PathStop[] = [];
  let next = path.find(({ device }) => device === stoppedAt);
  while (next !== undefined && !route.includes(next)) {
    route.unshift(next);
    const { from } = next;
    next = path.find(({ device }) => device === from);
  }
  return route;
}

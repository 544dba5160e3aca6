import type { Difference } from '#harness/contract/report-data.ts';
import { formatSeconds } from '../../format/format-seconds.ts';
import { textDiff, type DiffPiece } from '../../model/text-diff.ts';
import type { PanelProps } from './panel-props.ts';
import { DifferenceList } from './difference-list.tsx';
import { groupsAt, type ContentGroup } from './groups.ts';

/** Most different contents shown beside each other. */
const columns = 4;

/** Equal text kept on either side of a difference. */
const context = 60;

/** The contents of a room at the chosen moment, side by side, with what differs marked. */
export function ContentView(props: PanelProps) {
  const { index, state, room } = props;
  const groups = groupsAt(index, room, state.atMs);
  const roots = [...new Set(groups.flatMap(({ moment }) => [...moment.texts.keys()]))].sort();
  const differences = index.data.differences.filter((difference) => difference.room === room);
  const [first] = groups;
  return (
    <section class="content">
      <h2>
        {groups.length < 2 ? 'Same content everywhere' : `${groups.length} different contents`} at{' '}
        {formatSeconds(state.atMs)}
      </h2>
      <div class="columns">
        {groups.slice(0, columns).map((group) => (
          <div class="column" key={group.letter}>
            <h3>
              <strong>{group.letter}</strong> {group.devices.join(', ')}
            </h3>
            {roots.length === 0 ? <p class="muted">empty</p> : null}
            {roots.map((root) => (
              <div key={root}>
                <h4>{root}</h4>
                <pre tabIndex={0} aria-label={`${root} at ${group.devices.join(', ')}`}>
                  {piecesOf(root, first, group, groups[1]).map((piece, place) => (
                    <Piece key={place} piece={piece} differences={differences} />
                  ))}
                </pre>
              </div>
            ))}
          </div>
        ))}
      </div>
      {groups.length < 2 ? null : (
        <p class="note">[ ] only there, ▯ missing there, compared with the content beside it.</p>
      )}
      {groups.length > columns ? (
        <p class="note">and {groups.length - columns} more contents</p>
      ) : null}
      <DifferenceList {...props} differences={differences} />
    </section>
  );
}

/** A group's text compared with the first group's; the first one with the second's. */
function piecesOf(
  root: string,
  first: ContentGroup | undefined,
  group: ContentGroup,
  second: ContentGroup | undefined,
): readonly DiffPiece[] {
  const text = group.moment.texts.get(root) ?? '';
  const other = group === first ? second : first;
  const pieces = textDiff(text, other?.moment.texts.get(root) ?? text);
  return pieces.filter(({ kind }) => kind !== 'same').length === 0
    ? [{ kind: 'same', text }]
    : pieces;
}

function Piece({
  piece,
  differences,
}: {
  readonly piece: DiffPiece;
  readonly differences: readonly Difference[];
}) {
  if (piece.kind === 'same') return <>{shorten(piece.text)}</>;
  const known = differences.find(
    ({ text }) => text !== '' && (text.includes(piece.text) || piece.text.includes(text)),
  );
  const who = known === undefined || known.writer === '' ? '' : `, written by ${known.writer}`;
  if (piece.kind === 'first') {
    return (
      <mark class="only" title={`only here${who}`}>
        {piece.text}
      </mark>
    );
  }
  return (
    <mark class="lacks" title={`${piece.text}: missing here${who}`}>
      <span class="hidden">missing here: {piece.text}</span>
      <span aria-hidden="true">▯</span>
    </mark>
  );
}

function shorten(text: string): string {
  if (text.length <= 3 * context) return text;
  return `${text.slice(0, context)} … ${text.length - 2 * context} equal characters … ${text.slice(-context)}`;
}

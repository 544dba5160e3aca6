import type { ReplicaRecord } from '#harness/contract/run-record.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { formatCount } from '../format/format-count.ts';
import { printable } from '../format/printable.ts';
import { shortDigest } from '../format/short-digest.ts';
import { replicaStatus, statusWords } from '../model/replica-row.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';
import { textWidth } from './text-width.ts';

const columns = ['replica', 'content', 'state', 'client id', 'status'];

/** Columns that a narrow terminal does without, first to go first. */
const dispensable = ['client id', 'state', 'status'];

/** A table of replicas, by room; where contents differ, each content has a letter of its own. */
export function renderReplicas(view: RunView, paint: Paint, width: number): readonly string[] {
  const rooms = [...new Set(view.record.replicas.map(({ room }) => room))];
  const rows = rooms.flatMap((room) => {
    const replicas = view.record.replicas.filter((replica) => replica.room === room);
    const contents = [...new Set(replicas.map(({ digest }) => digest))];
    const title =
      rooms.length === 1 ? [] : [[paint.strong(`room ${JSON.stringify(printable(room))}`)]];
    return [...title, ...replicas.map((replica) => cells(view, replica, contents, paint))];
  });
  let shown = columns;
  let lines = draw(shown);
  for (const column of dispensable) {
    if (lines.every((line) => textWidth(line) <= width)) break;
    shown = shown.filter((other) => other !== column);
    lines = draw(shown);
  }
  return lines;

  function draw(kept: readonly string[]): readonly string[] {
    return table([
      kept.map(paint.dim),
      ...rows.map((row) =>
        row.length === 1 ? row : row.filter((_, index) => kept.includes(columns[index] ?? '')),
      ),
    ]);
  }
}

function cells(
  view: RunView,
  replica: ReplicaRecord,
  contents: readonly string[],
  paint: Paint,
): readonly string[] {
  const group = contents.indexOf(replica.digest);
  const digest = `${contents.length === 1 ? '' : `${letterOf(group)} `}${shortDigest(replica.digest)}`;
  const clocks = Object.values(replica.stateVector);
  const total = clocks.reduce((sum, clock) => sum + clock, 0);
  return [
    printable(replica.name),
    group === 0 ? digest : paint.bad(digest),
    clocks.length === 0
      ? 'empty'
      : `${formatCount(total, 'clock')} of ${formatCount(clocks.length, 'writer')}`,
    String(replica.clientId),
    statusWords(replicaStatus(view.history, replica)),
  ];
}

/** A, B, C, ... for the different contents of one room. */
function letterOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + (index % 26));
}

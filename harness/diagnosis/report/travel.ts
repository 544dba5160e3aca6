import { editOf, ledgers } from '#harness/checkers/content/ledger.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Difference } from '#harness/contract/report-data.ts';
import { missedLinkWords } from '../missed-link-words.ts';
import { missedLink } from '../missed-link.ts';
import { trace } from '../trace.ts';

export type Travel = Pick<
  Difference,
  'token' | 'writer' | 'atMs' | 'seq' | 'path' | 'stoppedAt' | 'stoppedLink' | 'why'
>;

/**
 * Who wrote the structs, or deleted them, which devices they reached, and where they stopped.
 *
 * @param ends the last snapshot of every replica of the room
 * @param holders those of them that have the structs, or their deletion
 */
export function travelOf(
  history: History,
  room: string,
  structs: IdRange,
  kind: 'missing' | 'deleted',
  ends: readonly EventOf<'snapshot'>[],
  holders: readonly EventOf<'snapshot'>[],
): Travel {
  const ledger = ledgers(history).get(room);
  const edit = ledger && editOf(ledger, kind === 'missing' ? 'inserted' : 'deleted', structs);
  const piece = kind === 'missing' ? 'insert' : 'delete';
  const traced = trace(history, room, structs, piece, Infinity);
  const path = traced.arrivals.map(({ device, from, atMs, seq }) => ({
    ...{ device, from: from ?? '', atMs, seq },
  }));
  const wrong = ends.find((end) => !holders.includes(end));
  const missed = wrong === undefined ? null : missedLink(history, { holders, wrong }, ends, traced);
  return {
    token: edit?.token ?? null,
    writer: edit?.device ?? '',
    atMs: edit?.atMs ?? path[0]?.atMs ?? null,
    seq: edit?.seq ?? path[0]?.seq ?? null,
    path,
    stoppedAt: missed?.from ?? null,
    stoppedLink: missed?.link ?? null,
    why:
      missed === null
        ? 'no device that has it is linked to one that lacks it'
        : missedLinkWords(missed, wrong?.atMs ?? 0),
  };
}

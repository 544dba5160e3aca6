import type { Cause } from '#harness/contract/cause.ts';
import type { History } from '#harness/contract/history.ts';
import { editOf, ledgers } from '../content/ledger.ts';
import { memoized } from '../status/memoized.ts';

/**
 * A device went online before the closing of its connection had ended, and never dialled again: what it
 * (`device`) lacks, or what others lack of it, was written after it went offline. `client` and `clock`
 * say what is lacking, where the finding names something.
 */
export const connectIgnored: Cause = (history, { room = '' }, { device, client, clock }) =>
  strandings(history).some((stranded) => {
    if (client === undefined) return stranded.device === device;
    const ledger = ledgers(history).get(room);
    const id = { client: Number(client), clock: Number(clock) };
    const edit = ledger && editOf(ledger, 'inserted', id);
    return (
      edit !== undefined &&
      edit.seq > stranded.seq &&
      (stranded.device === device || stranded.device === edit.device)
    );
  });

/** A device that stayed offline, and the event with which it went. */
interface Stranding {
  readonly device: string;
  readonly seq: number;
}

const strandings = memoized(({ events }: History): readonly Stranding[] =>
  events.flatMap((event) => {
    if (event.kind !== 'fault' || event.action.do !== 'offline') return [];
    const { device } = event.action;
    const { seq, links } = event;
    const online = events.find(
      (later) =>
        later.seq > seq &&
        later.kind === 'heal' &&
        later.action.do === 'online' &&
        later.action.device === device,
    );
    if (online === undefined) return [];
    const isStranded = links.every((link) => {
      const ends = events.filter((later) => 'link' in later && later.link === link);
      const closedLate = ends.some(
        (later) => later.kind === 'close' && later.end === 'dialler' && later.seq > online.seq,
      );
      const dialsAgain = ends.some(
        (later) =>
          later.seq > online.seq && later.kind === 'status' && later.status === 'connecting',
      );
      return closedLate && !dialsAgain;
    });
    return isStranded ? [{ device, seq }] : [];
  }),
);

import type { EventOf } from '#harness/contract/history-event.ts';
import type { IndexedEdit } from './edit-index.ts';

/** Where an edit first came from. */
interface Arrival {
  readonly connection: string;
  readonly seq: number;
}

/**
 * Finds the edits that reached a replica before something they build on, and so were integrated with a
 * later message, perhaps of another connection: they are passed on with what completed them, to whom
 * either is news. Feed it the events of a room in order.
 */
export class EditsThatWaited {
  readonly #first = new Map<string, Map<IndexedEdit, Arrival>>();
  readonly #latest = new Map<string, number>();

  /** A frame with these edits reached a device. */
  received(
    { device, connection, seq }: EventOf<'send' | 'receive'>,
    edits: Iterable<IndexedEdit>,
  ): void {
    const arrivals = this.#first.get(device) ?? new Map<IndexedEdit, Arrival>();
    this.#first.set(device, arrivals);
    this.#latest.set(`${device} ${connection}`, seq);
    for (const edit of edits) if (!arrivals.has(edit)) arrivals.set(edit, { connection, seq });
  }

  /** Whether an edit that is integrated now had come with an earlier message than the latest. */
  hasWaited({ device, origin }: EventOf<'update'>, edit: IndexedEdit): boolean {
    const arrival = this.#first.get(device)?.get(edit);
    if (origin.from !== 'connection' || arrival === undefined) return false;
    const { connection } = origin;
    return (
      arrival.connection !== connection ||
      this.#latest.get(`${device} ${connection}`) !== arrival.seq
    );
  }
}

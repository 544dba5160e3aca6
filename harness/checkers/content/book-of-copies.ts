import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { UpdateIds } from '../status/update-ids.ts';
import { updateIdsOf } from '../status/replica-states.ts';

/** One thing that copies can be of: a struct, or the deletion of one. */
export interface LedgerEntry {
  readonly client: number;
  readonly clock: number;
  readonly of: 'struct' | 'deletion';
}

/** What became of the copies of an entry. */
export interface CopiesVerdict {
  /** True when a fault destroyed every copy, or a replica that keeps nothing was closed. */
  readonly excused: boolean;
  /** In words: where copies are at the end, or what destroyed the last one. */
  readonly why: string;
}

/** Where a copy can be. Memory dies with a replica's life, written records with the power, durable ones with the disk. */
type Place = 'memory' | 'written' | 'durable';

/**
 * Follows the surviving copies of an entry through a history: replica memory, written and durable
 * records. `reachable` are the devices connected to the replica that lacks it. Only an event that physically destroys a copy removes it; bytes on a wire are none. What the replicas
 * hold at the end is never asked.
 */
export function copiesOf(
  history: History,
  entry: LedgerEntry,
  reachable: readonly string[],
): CopiesVerdict {
  const read = updateIdsOf(history);
  const copies = new Map<
    string,
    { readonly device: string; readonly place: Place; readonly room: string }
  >();
  let last: CopiesVerdict = { excused: false, why: 'no copy of it was ever recorded' };

  const put = (device: string, room: string, place: Place, owner: string): void =>
    void copies.set(`${place} ${device} ${owner}`, { device, place, room });

  /** Removes copies; `cause` explains, `destroys` says whether it excuses. */
  function remove(
    matches: (copy: { device: string; place: Place; room: string }, key: string) => boolean,
    cause: string,
    destroys: boolean,
  ): void {
    for (const [key, copy] of copies) {
      if (!matches(copy, key)) continue;
      copies.delete(key);
      if (copies.size === 0) last = { excused: destroys, why: cause };
    }
  }

  function see(event: HistoryEvent): void {
    switch (event.kind) {
      case 'update':
        if (carries(read(event.payload), entry))
          put(event.device, event.room, 'memory', event.replica);
        break;
      case 'storage':
        if (event.state === 'lost' || !carries(read(event.payload), entry)) break;
        put(event.device, event.room, event.state, event.room);
        break;
      case 'stop': {
        const { device, cause } = event;
        const destroys = cause !== 'exception';
        const said = `${device} ${cause === 'close' ? 'was closed' : cause === 'kill' ? 'was killed' : cause === 'exception' ? 'died of its own exception' : 'lost power'}`;
        if (cause === 'power-loss')
          remove((copy) => copy.device === device && copy.place === 'written', said, true);
        remove((copy) => copy.device === device && copy.place === 'memory', said, destroys);
        break;
      }
      case 'replica':
        if (event.state !== 'closed') break;
        remove(
          (_copy, key) => key === `memory ${event.device} ${event.replica}`,
          `${event.device} closed its replica`,
          event.storage === 'none',
        );
        break;
      case 'fault': {
        const { action } = event;
        if (action.do !== 'disk-loss') break;
        remove(
          (copy) => copy.device === action.device && copy.place !== 'memory',
          `the storage of ${action.device} was lost`,
          true,
        );
        break;
      }
      default:
    }
  }

  for (const event of history.events) see(event);
  if (copies.size === 0) return last;
  const places = [...copies.values()];
  const words = places.map(({ device, place }) => `${device} (${place})`).join(', ');
  // A copy that no healed path and no restarted device can bring is not lost; it is elsewhere.
  return places.some(({ device }) => reachable.includes(device))
    ? { excused: false, why: `copies survive at ${words}` }
    : { excused: true, why: `its copies are out of reach at ${words}` };
}

function carries(ids: UpdateIds | undefined, { client, clock, of }: LedgerEntry): boolean {
  const ranges = of === 'struct' ? ids?.structs : ids?.deletes;
  return (
    ranges?.some(
      (range) =>
        range.client === client && range.clock <= clock && clock < range.clock + range.length,
    ) ?? false
  );
}

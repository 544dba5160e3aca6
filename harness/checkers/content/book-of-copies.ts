import type { EventOf, HistoryEvent, StopCause } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { readOnlyDevices } from '../status/read-only-devices.ts';
import { updateIdsOf } from '../status/replica-states.ts';
import type { UpdateIds } from '../status/update-ids.ts';
import { IdIndex } from './id-index.ts';

/** One thing that copies can be of: a struct, or the deletion of one. */
export interface LedgerEntry {
  readonly room: string;
  readonly client: number;
  readonly clock: number;
  readonly of: 'struct' | 'deletion';
}

/** A copy. Memory dies with a replica's life, written records with the power, durable ones with the disk. */
export interface Copy {
  readonly device: string;
  readonly place: 'memory' | 'written' | 'durable';
  /** The replica in whose memory it is, or the room of the record. */
  readonly owner: string;
}

/** One page of the book. */
export interface Page {
  readonly entry: LedgerEntry;
  readonly copies: Map<string, Copy>;
  /** Rooms of devices whose written record a power cut may have taken or left. */
  readonly inDoubt: Set<string>;
  /** What removed the last copy; null while there is one, or when there never was. */
  end: { readonly why: string; readonly excuses: boolean } | null;
}

type Removal = 'excused' | 'a loss' | 'stays';

/**
 * Follows the surviving copies of entries through a history: replica memory, written and durable
 * records. What excuses the removal of a copy is an event that physically destroys it, or the close of a
 * replica without storage; bytes on a wire are no copy. An update, a load or a record that brings one
 * later puts it in again. What replicas hold at the end is never asked. One pass for all entries.
 */
export function bookOfCopies(history: History, entries: readonly LedgerEntry[]): readonly Page[] {
  const pages = entries.map((entry): Page => ({
    entry,
    copies: new Map(),
    inDoubt: new Set(),
    end: null,
  }));
  if (pages.length === 0) return pages;
  const read = updateIdsOf(history);
  const indexOf = (of: LedgerEntry['of']) =>
    new IdIndex(
      pages.filter(({ entry }) => entry.of === of),
      ({ entry }) => entry,
    );
  const [structs, deletions] = [indexOf('struct'), indexOf('deletion')];
  const keepsNothing = new Set<string>();

  function carried(room: string, ids: UpdateIds | undefined): Page[] {
    if (ids === undefined) return [];
    const found = [...structs.within(ids.structs), ...deletions.within(ids.deletes)];
    return found.filter(({ entry }) => entry.room === room);
  }

  function remove(why: string, judge: (copy: Copy, page: Page) => Removal, among = pages): void {
    for (const page of among) {
      for (const [key, copy] of page.copies) {
        const removal = judge(copy, page);
        if (removal === 'stays') continue;
        page.copies.delete(key);
        if (page.copies.size === 0) page.end = { why, excuses: removal === 'excused' };
      }
    }
  }

  function stopped({ device, cause }: EventOf<'stop'>): void {
    remove(`${device} ${stopWords[cause]}`, (copy, page) => {
      if (copy.device !== device || copy.place === 'durable') return 'stays';
      if (copy.place === 'written') {
        if (cause !== 'power-loss') return 'stays';
        page.inDoubt.add(recordKey(device, copy.owner));
        return 'excused';
      }
      if (cause === 'kill' || cause === 'power-loss') return 'excused';
      return cause === 'close' && keepsNothing.has(copy.owner) ? 'excused' : 'a loss';
    });
  }

  function loaded({ device, room, replica, payload }: EventOf<'load'>): void {
    if (payload === undefined) return;
    for (const page of carried(room, read(payload))) {
      put(page, { device, place: 'memory', owner: replica });
      const record = recordKey(device, room);
      if (page.copies.has(`durable ${record}`) || page.copies.has(`written ${record}`)) continue;
      // What comes back after a power cut is on the medium; otherwise it may be in a buffer still.
      const place = page.inDoubt.delete(record) ? 'durable' : 'written';
      put(page, { device, place, owner: room });
    }
  }

  function see(event: HistoryEvent): void {
    switch (event.kind) {
      case 'replica':
        if (event.storage === 'none') keepsNothing.add(event.replica);
        if (event.state === 'closed')
          remove(`${event.device} closed its replica`, ({ place, owner }) => {
            if (place !== 'memory' || owner !== event.replica) return 'stays';
            return event.storage === 'none' ? 'excused' : 'a loss';
          });
        break;
      case 'update':
        for (const page of carried(event.room, read(event.payload)))
          put(page, { device: event.device, place: 'memory', owner: event.replica });
        break;
      case 'load':
        loaded(event);
        break;
      case 'storage': {
        const { device, room, state } = event;
        const found = carried(room, read(event.payload));
        if (state !== 'lost')
          for (const page of found) put(page, { device, place: state, owner: room });
        else
          remove(
            `a fault destroyed its record at ${device}`,
            (copy) =>
              copy.device === device && copy.place !== 'memory' && copy.owner === room
                ? 'excused'
                : 'stays',
            found,
          );
        break;
      }
      case 'stop':
        stopped(event);
        break;
      case 'fault': {
        const { action } = event;
        if (action.do === 'disk-loss')
          remove(`the storage of ${action.device} was lost`, (copy) =>
            copy.device === action.device && copy.place !== 'memory' ? 'excused' : 'stays',
          );
        break;
      }
      default:
    }
  }

  // Nodes take nothing from a client that may only read: what it holds brings nothing back.
  const readers = readOnlyDevices(history);
  for (const event of history.events) if (!readers.has(event.device)) see(event);
  return pages;
}

const stopWords: Readonly<Record<StopCause, string>> = {
  close: 'was closed',
  kill: 'was killed',
  'power-loss': 'lost power',
  exception: 'died of its own exception',
};

function put(page: Page, copy: Copy): void {
  page.copies.set(`${copy.place} ${copy.device} ${copy.owner}`, copy);
  page.end = null;
}

function recordKey(device: string, room: string): string {
  return `${device} ${room}`;
}

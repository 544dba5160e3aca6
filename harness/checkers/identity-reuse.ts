import { decodeUpdate, Skip, type AbstractStruct } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, PayloadRef } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { structConflict } from './content/struct-conflict.ts';
import { conclude } from './status/conclude.ts';
import { memoized } from './status/memoized.ts';
import { payloadReader } from './status/payload-reader.ts';

const judged = { rule: 'IDENT-1', title: 'No client id writes the same clock twice' } as const;

/** A struct as it was first seen, and where. */
interface Known {
  readonly struct: AbstractStruct;
  readonly event: EventOf<'update'>;
}

const structsOf = payloadReader((update: Uint8Array) =>
  decodeUpdate(update).structs.filter((struct) => !(struct instanceof Skip)),
);

/** Two different structs under one id: where the second first shows, and where the first had. */
export interface Fork {
  readonly room: string;
  readonly client: number;
  readonly clock: number;
  readonly first: EventOf<'update'>;
  readonly second: EventOf<'update'>;
}

/**
 * The first fork of every client id of every room that each pair of devices shows, in order, and how many
 * ids wrote at all.
 */
export const forks = memoized(
  (history: History): { readonly forks: readonly Fork[]; readonly clients: number } => {
    const registers = new Map<string, StructRegister>();
    const read = structsOf(history);
    const seen = new Set<string>();
    const found = new Map<string, Fork>();
    for (const event of history.events) {
      if (event.kind !== 'update' || !isNew(seen, event.room, event.payload)) continue;
      for (const struct of read(event.payload) ?? []) {
        const { client } = struct.id;
        const key = `${event.room}\n${client}`;
        const register = registers.get(key) ?? new StructRegister();
        registers.set(key, register);
        const conflict = register.enter({ struct, event });
        if (conflict === undefined) continue;
        const { clock, known } = conflict;
        const shown = `${key}\n${known.event.device}\n${event.device}`;
        if (!found.has(shown))
          found.set(shown, { room: event.room, client, clock, first: known.event, second: event });
      }
    }
    return { forks: [...found.values()], clients: registers.size };
  },
);

/**
 * A client id and clock never name two different structs: two replicas with one client id (a cloned
 * device, a restored id) diverge for ever with equal state vectors, and Yjs says nothing. Named at the
 * first update, of an edit or on its way, that shows the second. The very same struct again is none.
 */
export const identityReuse: Checker = {
  ...judged,
  check(history) {
    const { forks: found, clients } = forks(history);
    return conclude(
      judged,
      found.map(findingOf),
      clients === 0 ? { missing: 'no update was applied' } : { saw: `${clients} client ids` },
    );
  },
};

/** The structs of one client, as they were first seen. */
class StructRegister {
  /** Ascending by the clock they end at. */
  readonly #known: Known[] = [];

  /** Where the struct contradicts what is known; otherwise it is known from now on. */
  enter(entry: Known): { readonly clock: number; readonly known: Known } | undefined {
    const end = entry.struct.id.clock + entry.struct.length;
    let unknownFrom = entry.struct.id.clock;
    let isNew = false;
    for (let index = this.#firstEndingAfter(unknownFrom); ; index++) {
      const known = this.#known[index];
      if (known === undefined || known.struct.id.clock >= end) break;
      const clock = structConflict(known.struct, entry.struct);
      if (clock !== undefined) return { clock, known };
      isNew ||= known.struct.id.clock > unknownFrom;
      unknownFrom = Math.max(unknownFrom, known.struct.id.clock + known.struct.length);
    }
    if (isNew || unknownFrom < end) this.#known.splice(this.#firstEndingAfter(end - 1), 0, entry);
    return undefined;
  }

  #firstEndingAfter(clock: number): number {
    let low = 0;
    let high = this.#known.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const struct = this.#known[middle]?.struct;
      if (struct !== undefined && struct.id.clock + struct.length <= clock) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isNew(seen: Set<string>, room: string, payload: PayloadRef): boolean {
  const key = `${payload} ${room}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function findingOf({ client, clock, first, second }: Fork): Finding {
  const { device, room, seq } = second;
  const had = first.origin.from === 'edit' ? 'had written' : 'had seen';
  const did = second.origin.from === 'edit' ? 'wrote' : 'was brought';
  const detail = `${device} ${did} ${client}:${clock}, which ${first.device} ${had} otherwise: two replicas use client id ${client}`;
  return { seq, device, room, detail };
}

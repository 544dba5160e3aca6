import type { History } from '#harness/contract/history.ts';
import type { EventOf, HistoryEvent } from '#harness/contract/history-event.ts';
import { IdSet } from './id-set.ts';
import { payloadReader } from './payload-reader.ts';
import { readFrame } from './read-frame.ts';
import { updateIdsOf } from './replica-states.ts';
import { updateIds, type UpdateIds } from './update-ids.ts';

/** Ids that were acknowledged. */
export interface Promised {
  readonly structs: IdSet;
  readonly deletes: IdSet;
}

const broughtBy = payloadReader((frame: Uint8Array): readonly UpdateIds[] =>
  readFrame(frame).flatMap((message) =>
    message.kind === 'update' || message.kind === 'step2' ? [updateIds(message.body)] : [],
  ),
);

/** What one connection brought to its listener. */
interface Connection {
  readonly listener: string;
  readonly brought: Promised;
  /** What it had brought at each type 102 message that is not answered yet. */
  readonly asked: Promised[];
}

/** Follows what nodes received, to know what an acknowledgement is of. Feed the events in order. */
export class Acknowledgements {
  readonly #history: History;
  readonly #connections = new Map<string, Connection>();

  constructor(history: History) {
    this.#history = history;
  }

  feed(event: HistoryEvent): void {
    if (event.kind === 'open' && event.end === 'listener') {
      const brought = { structs: new IdSet(), deletes: new IdSet() };
      this.#connections.set(event.connection, { listener: event.device, brought, asked: [] });
    }
    if (event.kind !== 'receive' || event.end !== 'listener') return;
    const connection = this.#connections.get(event.connection);
    if (event.frame === 'ack') connection?.asked.push(copyOf(connection.brought));
    if (event.frame !== 'update' && event.frame !== 'step2') return;
    for (const ids of broughtBy(this.#history)(event.payload) ?? []) {
      connection?.brought.structs.addAll(ids.structs);
      connection?.brought.deletes.addAll(ids.deletes);
    }
  }

  /** The node that acknowledged, whichever end reported it. */
  nodeOf({ connection, device }: EventOf<'acknowledged'>): string {
    return this.#connections.get(connection)?.listener ?? device;
  }

  /** What is acknowledged; undefined where the history does not show it. */
  promisedBy({ connection, payload }: EventOf<'acknowledged'>): Promised | undefined {
    if (connection !== '') return this.#connections.get(connection)?.asked.shift();
    const ids = updateIdsOf(this.#history)(payload);
    if (!ids) return undefined;
    const promised = { structs: new IdSet(), deletes: new IdSet() };
    promised.structs.addAll(ids.structs);
    promised.deletes.addAll(ids.deletes);
    return promised;
  }
}

function copyOf({ structs, deletes }: Promised): Promised {
  const copy = { structs: new IdSet(), deletes: new IdSet() };
  copy.structs.addAll(structs.ranges());
  copy.deletes.addAll(deletes.ranges());
  return copy;
}

import * as Y from 'yjs';
import * as encoding from 'lib0/encoding';
import type { History } from '#harness/contract/history.ts';
import {
  historyVersion,
  type EventBody,
  type HistoryEvent,
  type PayloadRef,
} from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import type { FrameKind } from '#harness/contract/schedule.ts';
import { linkId, type Topology } from '#harness/contract/topology.ts';

/** The room of every built history, unless a test names another. */
export const room = 'blog';

/** Writes histories for tests, event by event, on a clock that the test moves. */
export class EventBuilder {
  readonly events: HistoryEvent[] = [];
  readonly #topology: Topology;
  readonly #payloads: Uint8Array[] = [];
  readonly #counts = new Map<string, number>();
  #nowMs = 0;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  at(ms: number): this {
    this.#nowMs = ms;
    return this;
  }

  add(device: string, body: EventBody): number {
    const seq = this.events.length;
    this.events.push({ seq, atMs: this.#nowMs, device, ...body });
    return seq;
  }

  payload(bytes: Uint8Array): PayloadRef {
    return this.#payloads.push(bytes) - 1;
  }

  start(device: string, awareness?: 'facade'): this {
    const spec = this.#topology.devices.find(({ name }) => name === device);
    this.add(device, {
      ...{ kind: 'start', incarnation: this.#next(`start ${device}`), spec: { ...spec } },
      ...(awareness && { awareness }),
    });
    return this;
  }

  replica(device: string, clientId: number, replica = device): this {
    this.add(device, {
      ...{ kind: 'replica', state: 'opened', room, replica, clientId, gc: true, storage: 'none' },
    });
    return this;
  }

  closeReplica(device: string, replica = device): this {
    this.add(device, {
      ...{
        kind: 'replica',
        state: 'closed',
        room,
        replica,
        clientId: 0,
        gc: true,
        storage: 'none',
      },
    });
    return this;
  }

  /** Opens at both ends; gives the connection's id. */
  open(dialler: string, listener: string): string {
    const connection = `c${this.#next('connection')}`;
    const link = linkId(dialler, listener);
    this.add(listener, { kind: 'open', room, link, connection, end: 'listener' });
    this.add(dialler, { kind: 'open', room, link, connection, end: 'dialler' });
    return connection;
  }

  close(connection: string, device: string, by: 'self' | 'peer' | 'network' = 'self'): number {
    const { link, end } = this.#endOf(connection, device);
    return this.add(device, { kind: 'close', room, link, connection, end, code: 1000, by });
  }

  closeBoth(connection: string): this {
    for (const { device } of this.#ends(connection)) this.close(connection, device);
    return this;
  }

  /** Sends from a device; gives the message's id for {@link receive}. */
  send(connection: string, device: string, frame: FrameKind, bytes: Uint8Array): string {
    const { link, end } = this.#endOf(connection, device);
    const message = `${connection}/${end}/${this.#next(`${connection}${end}`)}`;
    const payload = this.payload(bytes);
    this.add(device, { kind: 'send', room, link, connection, end, message, frame, payload });
    return message;
  }

  receive(message: string): number {
    const sent = this.events.find((event) => event.kind === 'send' && event.message === message);
    if (sent?.kind !== 'send') throw new Error(`no message ${message} was sent`);
    const { device, ...end } = this.#ends(sent.connection).find(
      (candidate) => candidate.end !== sent.end,
    ) ?? { device: '', end: sent.end };
    const { frame, payload, link, connection } = sent;
    return this.add(device, {
      ...{ kind: 'receive', room, link, connection, ...end, message, frame, payload },
    });
  }

  /** A user's own state begins to be `state` at `clock`. */
  sets(device: string, client: number, clock: number, state: Json, replica = device): number {
    return this.#awareness(device, replica, 'change', 'local', client, clock, state);
  }

  /** A replica begins to show `state` of another; null: stops to show one. */
  shows(device: string, client: number, clock: number, state: Json, replica = device): number {
    this.#awareness(device, replica, 'change', 'remote', client, clock, state);
    return this.#awareness(device, replica, 'update', 'remote', client, clock, state);
  }

  /** A replica takes in a renewal of a state it shows already. */
  renews(device: string, client: number, clock: number, state: Json, replica = device): number {
    return this.#awareness(device, replica, 'update', 'remote', client, clock, state);
  }

  cut(...links: string[]): number {
    const action = { do: 'cut', link: links[0] ?? '', cut: 'blackhole' } as const;
    return this.add('', { kind: 'fault', action, links });
  }

  heal(...links: string[]): number {
    return this.add('', { kind: 'heal', action: { do: 'heal' }, links });
  }

  /** An edit of a doc as the engine would journal it, and the update it made. */
  edit(device: string, doc: Y.Doc, change: (doc: Y.Doc) => void, token = 'edit'): Uint8Array {
    const before = Y.encodeStateVector(doc);
    const clock = clockOf(before, doc.clientID);
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): number => updates.push(update);
    doc.on('update', keep);
    doc.transact(() => change(doc));
    doc.off('update', keep);
    const update = updates[0] ?? new Uint8Array([0, 0]);
    const length = clockOf(Y.encodeStateVector(doc), doc.clientID) - clock;
    const { ds } = Y.decodeUpdate(update);
    this.update(device, update, { from: 'edit' });
    this.add(device, {
      ...{ kind: 'edit', room, replica: device, action: 'text.insert', token },
      ...{ root: 'text', rootType: 'text', args: ['text', 0, token] },
      inserted: length > 0 ? [{ client: doc.clientID, clock, length }] : [],
      deleted: [...ds.clients].flatMap(([client, items]) =>
        items.map(({ clock, len }) => ({ client, clock, length: len })),
      ),
    });
    return update;
  }

  update(
    device: string,
    update: Uint8Array,
    origin: Extract<EventBody, { kind: 'update' }>['origin'],
    replica = device,
  ): number {
    return this.add(device, {
      kind: 'update',
      room,
      replica,
      origin,
      payload: this.payload(update),
    });
  }

  build(): History {
    const payloads = this.#payloads;
    return {
      version: historyVersion,
      topology: this.#topology,
      rooms: [room],
      events: this.events,
      payload(ref) {
        const bytes = payloads[ref];
        if (!bytes) throw new Error(`no payload ${ref}`);
        return bytes;
      },
    };
  }

  #awareness(
    device: string,
    replica: string,
    event: 'change' | 'update',
    origin: 'local' | 'remote',
    client: number,
    clock: number,
    state: Json,
  ): number {
    const ids =
      state === null ? { updated: [], removed: [client] } : { updated: [client], removed: [] };
    return this.add(device, {
      ...{ kind: 'awareness', room, replica, event, origin, added: [], ...ids },
      states: [{ client, clock, state }],
    });
  }

  #ends(connection: string) {
    return this.events.flatMap((event) =>
      event.kind === 'open' && event.connection === connection
        ? [{ device: event.device, end: event.end, link: event.link }]
        : [],
    );
  }

  #endOf(connection: string, device: string) {
    const found = this.#ends(connection).find((end) => end.device === device);
    if (!found) throw new Error(`${device} has no end of ${connection}`);
    return found;
  }

  #next(counter: string): number {
    const next = (this.#counts.get(counter) ?? 0) + 1;
    this.#counts.set(counter, next);
    return next;
  }
}

function clockOf(stateVector: Uint8Array, client: number): number {
  return Y.decodeStateVector(stateVector).get(client) ?? 0;
}

/** A y-protocols frame around a document update. */
export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(2, update);
}

/** A y-protocols SyncStep2 frame. */
export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(1, update);
}

function syncFrame(step: number, update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** A y-protocols awareness frame; without entries it is a heartbeat. */
export function awarenessFrame(
  ...entries: { client: number; clock: number; state: Json }[]
): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(body, client);
    encoding.writeVarUint(body, clock);
    encoding.writeVarString(body, JSON.stringify(state));
  }
  const frame = encoding.createEncoder();
  encoding.writeVarUint(frame, 1);
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(body));
  return encoding.toUint8Array(frame);
}

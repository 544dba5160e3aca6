import { convertUpdateFormatV1ToV2 } from 'yjs';
import type { PostOffice } from '#harness/carrier/documents.ts';
import type { Replica } from '#harness/contract/device.ts';
import type { HistoryEvent, PayloadRef } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { DeliverAction, UpdateEncoding } from '#harness/contract/schedule.ts';
import { giveState, giveUpdate, nothingGiven, Written, type Given } from './given.ts';
import { handlings, type Handlings } from './handlings/handlings.ts';
import { mailboxOf } from './mailbox-of.ts';
import { Twin } from './twin.ts';

/** One document of a run, as the post office knows it. */
interface Holder {
  readonly device: string;
  readonly room: string;
  /** Every update that it emitted, its own and others'. */
  readonly emitted: Uint8Array[];
  readonly given: Given;
}

/** What is on its way. */
interface Parcel {
  readonly encoding: UpdateEncoding;
  readonly updates: readonly Uint8Array[];
}

/** Both ends of a delivery, as replicas and as the post office knows them. */
interface Ends {
  readonly sender: Replica;
  readonly receiver: Replica;
  /** The state vector of which only what is beyond is taken. */
  readonly beyond: Uint8Array | undefined;
  readonly from: Holder;
  readonly to: Holder;
}

export interface PostOfficeOptions {
  payload(ref: PayloadRef): Uint8Array;
  /** A test gives broken ones. */
  readonly handlings?: Handlings;
}

/**
 * Hands updates from document to document. What a document was given is told by what was taken for it,
 * before anything was done to the bytes on their way: two that were given the same must be equal (strong
 * eventual consistency: Shapiro et al., SSS 2011).
 */
export function createPostOffice(
  options: PostOfficeOptions,
): PostOffice & { saw(event: HistoryEvent): void } {
  const known = options.handlings ?? handlings;
  const holders = new Map<string, Holder>();
  const twins = new Map<string, Twin>();
  const written = new Map<string, Written>();

  function saw(event: HistoryEvent): void {
    if (event.kind === 'replica' && event.state === 'opened') {
      const { device, room, replica } = event;
      holders.set(replica, { device, room, emitted: [], given: nothingGiven() });
    } else if (event.kind === 'replica') {
      holders.delete(event.replica);
    } else if (event.kind === 'stop') {
      for (const [replica, { device }] of holders)
        if (device === event.device) holders.delete(replica);
    } else if (event.kind === 'update') {
      const update = options.payload(event.payload);
      const holder = holders.get(event.replica);
      holder?.emitted.push(update);
      if (event.origin.from === 'edit') twins.get(event.replica)?.apply(update, 'v1');
      if (event.origin.from !== 'edit' && event.origin.from !== 'derived') return;
      if (holder !== undefined) giveUpdate(holder.given, update);
      writtenIn(event.room).add(update);
    }
  }

  function writtenIn(room: string): Written {
    let found = written.get(room);
    if (found === undefined) written.set(room, (found = new Written()));
    return found;
  }

  /** Takes of the sender what is to be handed over; `to` is noted as given it. */
  function take({ take: taken, handling, encoding }: DeliverAction, ends: Ends): Parcel {
    const { sender, beyond, from, to } = ends;
    if (taken.is === 'state') {
      const state = mailboxOf(sender).state('v1', beyond);
      giveState(to.given, from.given, beyond ?? null, state);
      return handling.length === 0 && encoding === 'v2'
        ? { encoding, updates: [mailboxOf(sender).state('v2', beyond)] }
        : { encoding: 'v1', updates: [state] };
    }
    const updates =
      taken.picks === 'all'
        ? [...from.emitted]
        : taken.picks.flatMap((position) => from.emitted[position] ?? []);
    for (const update of updates) giveUpdate(to.given, update);
    return { encoding: 'v1', updates };
  }

  /** What the receiver is to apply. */
  function handle({ handling, encoding }: DeliverAction, parcel: Parcel, vector: Uint8Array) {
    const handled = handling.reduce(
      (updates, name) => known[name](updates, vector),
      parcel.updates,
    );
    return encoding === parcel.encoding ? handled : handled.map(convertUpdateFormatV1ToV2);
  }

  /** The twin of a replica that yjs does not keep. Before its first delivery all it emitted is its own. */
  function twinOf({ id, foreign }: Replica): Twin | undefined {
    if (foreign === undefined || twins.has(id)) return twins.get(id);
    const twin = new Twin();
    for (const update of holders.get(id)?.emitted ?? []) twin.apply(update, 'v1');
    twins.set(id, twin);
    return twin;
  }

  /** Whether a replica of another implementation went another way than yjs; then it is recorded. */
  function isAstray(replica: Replica, recorder: Recorder): boolean {
    const { foreign, id, room } = replica;
    const says = foreign === undefined ? undefined : twinOf(replica)?.difference(foreign);
    if (foreign === undefined || typeof says !== 'string') return false;
    const payload = recorder.intern(foreign.state('v1'));
    recorder.record({ kind: 'disagreement', room, replica: id, payload, says });
    return true;
  }

  /** Whether the receiver went astray. */
  function hand(
    delivery: DeliverAction,
    parcel: Parcel,
    { receiver }: Ends,
    recorder: Recorder,
  ): boolean {
    const mailbox = mailboxOf(receiver);
    const twin = twinOf(receiver);
    const { encoding, from: sender } = delivery;
    for (const update of handle(delivery, parcel, mailbox.stateVector())) {
      const payload = recorder.intern(update);
      const { room, id: replica } = receiver;
      recorder.record({ kind: 'deliver', room, replica, sender, encoding, payload });
      for (const cause of twin?.apply(update, encoding) ?? [])
        recorder.record({ kind: 'mark', mark: `foreign-handed:${cause}` });
      mailbox.apply(update, encoding, sender);
      if (isAstray(receiver, recorder)) return true;
    }
    if (isWaiting(receiver)) recorder.record({ kind: 'mark', mark: 'waits' });
    return false;
  }

  return {
    saw,
    deliver(delivery, replicaOn, recorderOf) {
      const { take: taken } = delivery;
      const [sender, receiver] = [replicaOn(delivery.from), replicaOn(delivery.device)];
      const reference =
        taken.is === 'state' && taken.beyond !== null ? replicaOn(taken.beyond) : undefined;
      const [from, to] = [holders.get(sender?.id ?? ''), holders.get(receiver?.id ?? '')];
      if (!sender || !receiver || from === undefined || to === undefined) return null;
      let acting = delivery.from;
      try {
        const beyond = reference === undefined ? undefined : mailboxOf(reference).stateVector();
        const ends = { sender, receiver, beyond, from, to };
        const parcel = take(delivery, ends);
        acting = delivery.device;
        return hand(delivery, parcel, ends, recorderOf(acting)) ? acting : null;
      } catch (error) {
        recorderOf(acting).record({
          ...{ kind: 'exception', room: receiver.room, where: 'delivery' },
          error: error instanceof Error ? error.name : typeof error,
        });
        return acting;
      }
    },
    groups(room) {
      const groups = new Map<string, string[]>();
      for (const { device, room: of, given } of holders.values()) {
        if (of !== room || !writtenIn(room).isWhole(given)) continue;
        const key = writtenIn(room).keyOf(given);
        groups.set(key, [...(groups.get(key) ?? []), device]);
      }
      return [...groups.values()];
    },
  };
}

/** Whether a document has parts of updates that it cannot apply yet. */
function isWaiting({ doc: { store } }: Replica): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}

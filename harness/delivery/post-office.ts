import { convertUpdateFormatV1ToV2 } from 'yjs';
import type { PostOffice } from '#harness/carrier/documents.ts';
import type { Replica } from '#harness/contract/device.ts';
import type { HistoryEvent, PayloadRef } from '#harness/contract/history-event.ts';
import type { DeliverAction } from '#harness/contract/schedule.ts';
import { giveState, giveUpdate, nothingGiven, Written, type Given } from './given.ts';
import { handlings, type Handlings } from './handlings/handlings.ts';
import { mailboxOf } from './mailbox-of.ts';

/** One document of a run, as the post office knows it. */
interface Holder {
  readonly device: string;
  readonly room: string;
  /** Every update that it emitted, its own and others'. */
  readonly emitted: Uint8Array[];
  readonly given: Given;
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

  /** Takes what is to be handed over, in V1, and notes it as given. */
  function take(
    { take: taken }: DeliverAction,
    sender: Replica,
    receiver: Replica,
    beyond: Uint8Array | null,
  ): readonly Uint8Array[] {
    const [from, to] = [holders.get(sender.id), holders.get(receiver.id)];
    if (from === undefined || to === undefined) return [];
    if (taken.is === 'state') {
      const state = mailboxOf(sender).state('v1', beyond ?? undefined);
      giveState(to.given, from.given, beyond, state);
      return [state];
    }
    const picked =
      taken.picks === 'all'
        ? [...from.emitted]
        : taken.picks.flatMap((position) => from.emitted[position] ?? []);
    for (const update of picked) giveUpdate(to.given, update);
    return picked;
  }

  return {
    saw,
    deliver(delivery, replicaOn, recorder) {
      const [sender, receiver] = [replicaOn(delivery.from), replicaOn(delivery.device)];
      if (sender === undefined || receiver === undefined) return;
      const { encoding, handling, from } = delivery;
      const mailbox = mailboxOf(receiver);
      const vectorOf = delivery.take.is === 'state' ? delivery.take.beyond : null;
      const reference = vectorOf === null ? undefined : replicaOn(vectorOf);
      const beyond = reference === undefined ? null : mailboxOf(reference).stateVector();
      try {
        const taken = take(delivery, sender, receiver, beyond);
        const handled = handling.reduce(
          (updates, name) => known[name](updates, mailbox.stateVector()),
          taken,
        );
        const isUntouched = delivery.take.is === 'state' && handling.length === 0;
        for (const update of handled) {
          const handed =
            encoding === 'v1'
              ? update
              : isUntouched
                ? mailboxOf(sender).state('v2', beyond ?? undefined)
                : convertUpdateFormatV1ToV2(update);
          const { room, id: replica } = receiver;
          const payload = recorder.intern(handed);
          recorder.record({ kind: 'deliver', room, replica, sender: from, encoding, payload });
          mailbox.apply(handed, encoding, from);
        }
        if (isWaiting(receiver)) recorder.record({ kind: 'mark', mark: 'waits' });
      } catch (error) {
        recorder.record({
          ...{ kind: 'exception', room: receiver.room, where: 'delivery' },
          error: error instanceof Error ? error.name : typeof error,
        });
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

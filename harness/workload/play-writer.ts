import { applyUpdate, decodeUpdate, getState } from 'yjs';
import type { Writer } from '#harness/contract/carrier.ts';
import { editOrigin, type Replica } from '#harness/contract/device.ts';
import type { IdRange } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import { recordedWriting, writingRoot, type RecordedUpdate } from './recorded-writing.ts';

/**
 * Types a recorded session as code of the device: each update at its recorded time, as soon as the
 * replica holds what its writer had seen. Until then the writer waits, as people do for text they have not
 * seen. What the replica holds already is skipped; so a writer that sits down again after its device lost its
 * memory goes on at the first update that the replica lacks.
 */
export function playWriter(
  replica: Replica,
  { trace, agent, elapsedMs }: Writer,
  recorder: Recorder,
): void {
  const { doc, room } = replica;
  const updates = recordedWriting(trace).agents[agent] ?? [];
  const client = agent + 1;
  const beganMs = Date.now() - elapsedMs;
  let next = 0;
  let waiting = false;

  const isReady = ({ seen }: RecordedUpdate): boolean =>
    [...seen].every(([author, clock]) => getState(doc.store, author) >= clock);

  function play(): void {
    for (; ; next++) {
      const recorded = updates[next];
      if (recorded === undefined) {
        doc.off('update', goOn);
        recorder.record({ kind: 'mark', mark: `writing-done:${agent}` });
        return;
      }
      if (isHeld(recorded, next)) continue;
      const dueMs = beganMs + recorded.atMs - Date.now();
      if (dueMs > 0) {
        setTimeout(play, dueMs);
        return;
      }
      if (!isReady(recorded)) {
        waiting = true;
        return;
      }
      applyUpdate(doc, recorded.update, editOrigin);
      recorder.record({
        kind: 'edit',
        room,
        replica: replica.id,
        action: 'writing.play',
        args: [trace, agent, next],
        root: writingRoot,
        rootType: 'text',
        ...changesOf(recorded.update, client),
      });
    }
  }

  /** An update without inserts is known only by its place: it was played if a later one is held. */
  function isHeld(recorded: RecordedUpdate, index: number): boolean {
    const inserts = recorded.ownClock > (recorded.seen.get(client) ?? 0);
    if (inserts) return getState(doc.store, client) >= recorded.ownClock;
    const later = updates.slice(index + 1).find(({ ownClock }) => ownClock > recorded.ownClock);
    return later !== undefined && getState(doc.store, client) >= later.ownClock;
  }

  function goOn(): void {
    if (!waiting) return;
    waiting = false;
    // Not within the transaction that brought the text.
    setTimeout(play, 0);
  }

  doc.on('update', goOn);
  play();
}

function changesOf(
  update: Uint8Array,
  client: number,
): { inserted: IdRange[]; deleted: IdRange[] } {
  const { structs, ds } = decodeUpdate(update);
  return {
    inserted: structs
      .filter(({ id }) => id.client === client)
      .map(({ id, length }) => ({ client, clock: id.clock, length })),
    deleted: [...ds.clients].flatMap(([author, items]) =>
      items.map(({ clock, len }) => ({ client: author, clock, length: len })),
    ),
  };
}

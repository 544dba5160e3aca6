import * as Y from 'yjs';
import type { EventBody } from '#harness/contract/history-event.ts';
import { EventBuilder, room } from './event-builder.ts';
import { ids, twoClients } from './two-clients.ts';

type SnapshotCause = Extract<EventBody, { kind: 'snapshot' }>['cause'];
export type DeviceName = keyof typeof ids;

/**
 * Three devices with a real document each, journalled as the engine would: edits, what arrives, and
 * snapshots. Nothing arrives by itself.
 */
export class ObservedDocs {
  readonly builder = new EventBuilder(twoClients);
  readonly docs: Record<DeviceName, Y.Doc>;

  constructor(gc = true) {
    const docOf = (device: DeviceName): Y.Doc => {
      const doc = new Y.Doc({ gc });
      doc.clientID = ids[device];
      this.builder.start(device).replica(device, ids[device]);
      return doc;
    };
    this.docs = { cloud: docOf('cloud'), phone: docOf('phone'), tablet: docOf('tablet') };
  }

  /** An edit of the text `text`. */
  edit(device: DeviceName, change: (text: Y.Text) => void, token = 'edit'): Uint8Array {
    return this.builder.edit(
      device,
      this.docs[device],
      (doc) => change(doc.getText('text')),
      token,
    );
  }

  /** A change that no edit made, journalled as Yjs tells it; gives its update. */
  observed(device: DeviceName, change: (doc: Y.Doc) => void): Uint8Array {
    const doc = this.docs[device];
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): number => updates.push(update);
    doc.on('update', keep);
    doc.transact(() => change(doc));
    doc.off('update', keep);
    for (const update of updates) this.builder.update(device, update, { from: 'derived' });
    return Y.mergeUpdates(updates);
  }

  /** An update arrives over a connection and is applied, journalled as Yjs tells it. */
  arrive(device: DeviceName, update: Uint8Array, connection = 'c1'): this {
    const doc = this.docs[device];
    const tell = (told: Uint8Array): void =>
      void this.builder.update(device, told, { from: 'connection', connection });
    doc.on('update', tell);
    Y.applyUpdate(doc, update, 'connection');
    doc.off('update', tell);
    return this;
  }

  quiescence(): this {
    this.builder.add('', { kind: 'quiescence', reached: true, reason: '' });
    return this;
  }

  snapshot(device: DeviceName, cause: SnapshotCause = 'quiescent', doc = this.docs[device]): this {
    this.builder.add(device, {
      kind: 'snapshot',
      room,
      replica: device,
      cause,
      component: ['cloud', 'phone', 'tablet'],
      payload: this.builder.payload(Y.encodeStateAsUpdate(doc)),
      stateVector: this.builder.payload(Y.encodeStateVector(doc)),
      pendingStructs: doc.store.pendingStructs !== null,
      pendingDeletes: doc.store.pendingDs !== null,
      content: { text: doc.getText('text').toDelta() },
    });
    return this;
  }

  /** The end of a run: quiescence, and a snapshot of every device. */
  end(): this {
    this.quiescence();
    for (const device of ['cloud', 'phone', 'tablet'] as const) this.snapshot(device);
    return this;
  }
}

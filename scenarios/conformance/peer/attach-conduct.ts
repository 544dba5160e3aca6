import {
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import { applyUpdate, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { awarenessEntries, awarenessUpdate } from '../wire/awareness-body.ts';
import type { AwarenessEntry, Message } from '../wire/message.ts';
import type { Conduct, Peer } from './peer.ts';

/** What a peer does by itself when its socket opens, speaks and ends. */
export interface AttachedConduct {
  open(): void;
  receive(message: Message): void;
  closed(): void;
}

interface AwarenessChange {
  readonly added: number[];
  readonly updated: number[];
  readonly removed: number[];
}

/**
 * Connects a replica to a socket as `y-websocket` 3.1.0 does: step 1 and its user's presence on
 * open, an answer to step 1, every local update and every awareness change (remote ones too) sent,
 * everybody else's presence dropped on close. A `reader` asks and applies, and sends nothing else.
 */
export function attachConduct(conduct: Conduct, peer: Peer): AttachedConduct {
  if (conduct === 'raw') {
    return { open: () => undefined, receive: () => undefined, closed: () => undefined };
  }
  const { doc, awareness } = peer.replica;
  const writes = conduct === 'client';

  const onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== peer) peer.send({ kind: 'update', update });
  };
  const onAwareness = ({ added, updated, removed }: AwarenessChange): void => {
    const clients = [...added, ...updated, ...removed];
    peer.send({ kind: 'awareness', entries: entriesOf(peer, clients) });
  };

  return {
    open() {
      peer.send({ kind: 'step1', stateVector: encodeStateVector(doc) });
      if (!writes) return;
      if (awareness.getLocalState() !== null) {
        peer.send({ kind: 'awareness', entries: entriesOf(peer, [doc.clientID]) });
      }
      doc.on('update', onUpdate);
      awareness.on('update', onAwareness);
    },
    receive(message) {
      switch (message.kind) {
        case 'step1':
          if (writes) {
            const update = encodeStateAsUpdate(doc, message.stateVector);
            peer.send({ kind: 'step2', update });
          }
          break;
        case 'step2':
        case 'update':
          applyUpdate(doc, message.update, peer);
          break;
        case 'awareness':
          applyAwarenessUpdate(awareness, awarenessUpdate(message.entries), peer);
          break;
        default:
      }
    },
    closed() {
      doc.off('update', onUpdate);
      awareness.off('update', onAwareness);
      const others = [...awareness.getStates().keys()].filter((id) => id !== doc.clientID);
      removeAwarenessStates(awareness, others, peer);
    },
  };
}

/** The current entries of these clients. */
export function entriesOf({ replica }: Peer, clients: readonly number[]): AwarenessEntry[] {
  return awarenessEntries(encodeAwarenessUpdate(replica.awareness, [...clients]));
}

import { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { AwarenessFacade, type AwarenessChange } from './awareness-facade.ts';

/**
 * One awareness per document, whatever the number of providers. Providers get facades; what one
 * brings is told to the others.
 */
export interface AwarenessHub {
  readonly awareness: Awareness;
  facade(): AwarenessFacade;
  dismiss(facade: AwarenessFacade): void;
  /** Called when a facade's connection opens: a new link shows all users at once. */
  connected(facade: AwarenessFacade): void;
}

/** A hub; `presence: 'none'` for a server, which must not appear as a user. */
export function createAwarenessHub(doc: Doc, presence: 'user' | 'none'): AwarenessHub {
  const awareness = new Awareness(doc);
  if (presence === 'none') awareness.setLocalState(null);
  const facades = new Set<AwarenessFacade>();

  awareness.on('update', ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
    // A state that timed out here is this replica's own judgement: others heard more, or will time it out.
    if (origin === 'timeout') return;
    const changed = [...added, ...updated, ...removed];
    const own = changed.filter((client) => client === awareness.clientID);
    for (const facade of facades) {
      // Its own connection is told only what concerns the local user: a remote null is answered by
      // announcing the local state at a higher clock.
      facade.announce(facade === origin ? own : changed, origin);
    }
  });

  return {
    awareness,
    facade() {
      const facade = new AwarenessFacade(awareness);
      facades.add(facade);
      return facade;
    },
    dismiss: (facade) => void facades.delete(facade),
    connected(facade) {
      facade.announce(
        [...awareness.states.keys()].filter((client) => client !== awareness.clientID),
        'connected',
      );
      // Others may hold a null at the current clock; the same clock would stay invisible to them
      // (y-websocket#122).
      const local = awareness.getLocalState();
      if (local !== null) awareness.setLocalState(local);
    },
  };
}

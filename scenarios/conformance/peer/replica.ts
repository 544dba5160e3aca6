import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';

/** A document and its user's presence; may be carried by several peers, one after another or at once. */
export interface Replica {
  readonly doc: Doc;
  readonly awareness: Awareness;
}

/** An empty replica whose user is not present yet. `write` is done offline. */
export function createReplica(write: (doc: Doc) => void = () => undefined): Replica {
  const doc = new Doc();
  doc.getText('body');
  doc.getMap('map');
  doc.getArray('list');
  doc.getXmlFragment('tree');
  doc.transact(() => write(doc));
  let awareness: Awareness | null = null;
  return {
    doc,
    // Made when first asked for: it holds a timer until the document is destroyed.
    get awareness() {
      if (awareness === null) {
        awareness = new Awareness(doc);
        awareness.setLocalState(null);
      }
      return awareness;
    },
  };
}

/** A replica with another clientID that has the same content, as a copy restored from a disk. */
export function textReplica(text: string): Replica {
  return createReplica((doc) => doc.getText('body').insert(0, text));
}

/** Presence of the replica's user, as an application sets it. */
export function setUser({ awareness }: Replica, name: string): void {
  awareness.setLocalState({ user: { name } });
}

/** Appends to the text root `body`. */
export function append({ doc }: Replica, text: string): void {
  const body = doc.getText('body');
  body.insert(body.length, text);
}

export function bodyOf({ doc }: Replica): string {
  return doc.getText('body').toString();
}

/** Names of the users that this replica shows, sorted; its own included. */
export function usersOf({ awareness }: Replica): string[] {
  return [...awareness.getStates().values()].map(nameIn).sort();
}

function nameIn(state: unknown): string {
  if (typeof state === 'object' && state !== null && 'user' in state) {
    const { user } = state;
    if (typeof user === 'object' && user !== null && 'name' in user) return String(user.name);
  }
  return JSON.stringify(state);
}

import { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { AwarenessFacade } from '#nodes/peer/awareness-facade.ts';
import type { AwarenessHub } from '#nodes/peer/awareness-hub.ts';

/** A hub without facades: every provider is given the one awareness itself, as applications do. */
export function sharedAwareness(doc: Doc, presence: 'user' | 'none'): AwarenessHub {
  const awareness = new Awareness(doc);
  if (presence === 'none') awareness.setLocalState(null);
  return {
    awareness,
    // Has all that a provider uses of a facade.
    facade: () => awareness as unknown as AwarenessFacade,
    dismiss: () => undefined,
    connected: () => undefined,
  };
}

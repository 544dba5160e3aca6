import { ObservableV2 } from 'lib0/observable';
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';

/** What awareness events carry: the client ids that were added, updated and removed. */
export interface AwarenessChange {
  readonly added: number[];
  readonly updated: number[];
  readonly removed: number[];
}

type AwarenessEvents = {
  change: (change: AwarenessChange, origin: unknown) => void;
  update: (change: AwarenessChange, origin: unknown) => void;
  destroy: () => void;
};

/**
 * The awareness that one provider is given: it shares the hub's states, but the provider's own
 * closing removes nobody, because other links may still carry them. (With one Awareness on several
 * providers, cutting any link for a second shows everybody offline at every replica.)
 */
export class AwarenessFacade extends ObservableV2<AwarenessEvents> {
  readonly doc: Doc;
  readonly #hub: Awareness;

  constructor(hub: Awareness) {
    super();
    this.#hub = hub;
    this.doc = hub.doc;
  }

  get clientID(): number {
    return this.#hub.clientID;
  }

  get states(): Map<number, Record<string, unknown>> {
    return this.#hub.states;
  }

  get meta(): Awareness['meta'] {
    return this.#hub.meta;
  }

  getLocalState(): Record<string, unknown> | null {
    return this.#hub.getLocalState();
  }

  setLocalState(state: Record<string, unknown> | null): void {
    this.#hub.setLocalState(state);
  }

  /** Only the local state: this is what a provider asks for when it removes everybody else. */
  getStates(): Map<number, Record<string, unknown>> {
    const local = this.#hub.getLocalState();
    return new Map(local === null ? [] : [[this.clientID, local]]);
  }

  /** What the wire brought goes to the hub, which tells the other facades. */
  override emit<Name extends keyof AwarenessEvents & string>(
    name: Name,
    args: Parameters<AwarenessEvents[Name]>,
  ): void {
    if (name === 'destroy') super.emit(name, args);
    else this.#hub.emit(name, [args[0], this]);
  }

  /** Makes the provider send these clients' states. */
  announce(clients: readonly number[], origin: unknown): void {
    if (clients.length === 0) return;
    super.emit('update', [{ added: [], updated: [...clients], removed: [] }, origin]);
  }
}

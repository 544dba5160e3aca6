import type { ClientSocketClass } from '#harness/contract/network.ts';

type Listener = (event: never) => void;

/** The WebSocket class with the listeners that Hocuspocus's provider uses. */
export function eventedSocket(Base: ClientSocketClass): ClientSocketClass {
  return class extends Base {
    readonly #listeners = new Map<string, Set<Listener>>();

    constructor(url: string) {
      super(url);
      this.onopen = (event) => this.#tell(event);
      this.onmessage = (event) => this.#tell(event);
      this.onerror = (event) => this.#tell(event);
      this.onclose = (event) => this.#tell(event);
    }

    addEventListener(type: string, listener: Listener): void {
      const listeners = this.#listeners.get(type) ?? new Set();
      this.#listeners.set(type, listeners.add(listener));
    }

    removeEventListener(type: string, listener: Listener): void {
      this.#listeners.get(type)?.delete(listener);
    }

    #tell(event: { readonly type: string }): void {
      for (const listener of this.#listeners.get(event.type) ?? []) listener(event as never);
    }
  };
}

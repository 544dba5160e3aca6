import { createMutex } from '../mutex.ts';
import { RemoteProxy, type RemoteProxyOptions } from './remote-proxy.ts';
import { RequestDeadlineError } from './request-deadline.ts';
import type { ToxicSpec } from './toxic-spec.ts';

/** What a proxy should be; a proxy that hangs is made anew from it. */
interface ProxyState {
  readonly enabled: boolean;
  /** `host:port`; port 0 until the server has chosen one. */
  readonly listen: string;
  readonly toxics: ReadonlyMap<string, ToxicSpec>;
}

interface DrivenProxyOptions extends RemoteProxyOptions {
  readonly listen: string;
  readonly connectHost: string;
  readonly toxics: readonly ToxicSpec[];
  /** The proxy hung and was made anew: its connections are closed. */
  readonly onRecreate: (name: string) => void;
  readonly onRemove: (proxy: DrivenProxy) => void;
}

/**
 * A proxy on a Toxiproxy server. Its requests run one at a time. A real server can hang for ever
 * when a toxic changes while a reader does not read (Shopify/toxiproxy#558); a request that is not
 * answered in time therefore deletes the proxy, which always works, and makes it anew with the
 * same port and the toxics it should have.
 */
export class DrivenProxy {
  readonly name: string;
  readonly connectHost: string;
  readonly #options: DrivenProxyOptions;
  readonly #exclusively = createMutex();
  #remote: RemoteProxy | undefined;
  #state: ProxyState;

  private constructor(options: DrivenProxyOptions) {
    this.name = options.name;
    this.connectHost = options.connectHost;
    this.#options = options;
    const toxics = new Map(options.toxics.map((toxic) => [toxic.name, toxic]));
    this.#state = { enabled: true, listen: options.listen, toxics };
  }

  static async create(options: DrivenProxyOptions): Promise<DrivenProxy> {
    const proxy = new DrivenProxy(options);
    await proxy.#create(proxy.#state);
    return proxy;
  }

  get connectPort(): number {
    const { listen } = this.#state;
    return Number(listen.slice(listen.lastIndexOf(':') + 1));
  }

  /** The toxics it has, by name, in the order they act. */
  get toxics(): ReadonlyMap<string, ToxicSpec> {
    return this.#state.toxics;
  }

  /** Adds a toxic behind the others, on living connections too. Its name must be free. */
  addToxic(toxic: ToxicSpec): Promise<void> {
    return this.#change((state, remote) => {
      if (state.toxics.has(toxic.name)) {
        throw new Error(`proxy ${this.name} has a toxic ${toxic.name} already: change it instead`);
      }
      return { next: withToxic(state, toxic), request: () => remote.addToxic(toxic) };
    });
  }

  /** Gives a toxic other attributes or another toxicity, on living connections too. */
  changeToxic(toxic: ToxicSpec): Promise<void> {
    return this.#change((state, remote) => {
      this.#toxic(state, toxic.name);
      return { next: withToxic(state, toxic), request: () => remote.changeToxic(toxic) };
    });
  }

  /** Removes a toxic; what it held goes on in order, unless it is a `timeout`. */
  removeToxic(name: string): Promise<void> {
    return this.#change((state, remote) => {
      const toxic = this.#toxic(state, name);
      const toxics = new Map(state.toxics);
      toxics.delete(name);
      return { next: { ...state, toxics }, request: () => remote.removeToxic(toxic) };
    });
  }

  /** Listens again on the same port, with the same toxics. */
  enable(): Promise<void> {
    return this.#update({ enabled: true });
  }

  /** Stops listening and closes every connection. */
  disable(): Promise<void> {
    return this.#update({ enabled: false });
  }

  /** Removes the proxy and closes its connections; once removed, it stays so. */
  remove(): Promise<void> {
    return this.#exclusively(async () => {
      if (this.#remote === undefined) return;
      await this.#remote.remove();
      this.#remote = undefined;
      this.#options.onRemove(this);
    });
  }

  #update({ enabled }: Pick<ProxyState, 'enabled'>): Promise<void> {
    return this.#change((state, remote) => ({
      next: { ...state, enabled },
      request: () => remote.update({ enabled, listen: state.listen }),
    }));
  }

  /** Brings server and state from one step to the next, by force where the server hangs. */
  #change(
    plan: (state: ProxyState, at: RemoteProxy) => { next: ProxyState; request(): Promise<unknown> },
  ): Promise<void> {
    return this.#exclusively(async () => {
      const remote = this.#remote;
      if (remote === undefined) throw new Error(`proxy ${this.name} was removed`);
      const { next, request } = plan(this.#state, remote);
      try {
        await request();
        this.#state = next;
      } catch (error) {
        if (!(error instanceof RequestDeadlineError)) throw error;
        await remote.remove();
        await this.#create(next);
        this.#options.onRecreate(this.name);
      }
    });
  }

  /** Toxics before listening, so that no connection escapes them. */
  async #create(state: ProxyState): Promise<void> {
    const remote = await RemoteProxy.create(this.#options, state.listen);
    try {
      for (const toxic of state.toxics.values()) await remote.addToxic(toxic);
      const { enabled, listen } = state;
      this.#state = enabled
        ? { ...state, listen: await remote.update({ enabled, listen }) }
        : state;
      this.#remote = remote;
    } catch (error) {
      await remote.remove();
      throw error;
    }
  }

  #toxic(state: ProxyState, name: string): ToxicSpec {
    const toxic = state.toxics.get(name);
    if (toxic !== undefined) return toxic;
    const known = [...state.toxics.keys()].join(', ') || 'none';
    throw new Error(`proxy ${this.name} has no toxic ${name}; it has: ${known}`);
  }
}

function withToxic(state: ProxyState, toxic: ToxicSpec): ProxyState {
  return { ...state, toxics: new Map(state.toxics).set(toxic.name, toxic) };
}

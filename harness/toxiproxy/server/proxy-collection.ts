import { proxyAlreadyExists, proxyNotFound } from './api-error.ts';
import { createMutex } from '../mutex.ts';
import { Proxy, type ProxySettings } from './proxy.ts';

export interface ProxyInput extends ProxySettings {
  readonly name: string;
}

/** All proxies of a server by name, each name once. */
export class ProxyCollection {
  readonly #seed: number;
  readonly #proxies = new Map<string, Proxy>();
  readonly #exclusively = createMutex();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** In order of their names. */
  all(): Proxy[] {
    return [...this.#proxies.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws ApiError 404. */
  get(name: string): Proxy {
    const proxy = this.#proxies.get(name);
    if (proxy === undefined) throw proxyNotFound();
    return proxy;
  }

  /** Runs a change of a proxy when no other runs. @throws ApiError 404, also if it went meanwhile. */
  change<T>(name: string, change: (proxy: Proxy) => Promise<T>): Promise<T> {
    const proxy = this.get(name);
    return proxy.exclusively(() => {
      if (this.get(name) !== proxy) throw proxyNotFound();
      return change(proxy);
    });
  }

  /** @throws ApiError 409, or what {@link Proxy.start} throws; then nothing is left of it. */
  add(input: ProxyInput): Promise<Proxy> {
    return this.#exclusively(async () => {
      if (this.#proxies.has(input.name)) throw proxyAlreadyExists();
      return this.#create(input);
    });
  }

  /** Adds a proxy; one of that name is kept if its addresses are the same and replaced otherwise. */
  addOrReplace(input: ProxyInput): Promise<Proxy> {
    return this.#exclusively(async () => {
      const existing = this.#proxies.get(input.name);
      if (existing === undefined) return this.#create(input);
      return existing.exclusively(async () => {
        if (!(await existing.differs(input))) return existing;
        await existing.stop();
        return this.#create(input);
      });
    });
  }

  /** @throws ApiError 404. */
  remove(name: string): Promise<void> {
    return this.#exclusively(async () => {
      await this.change(name, async (proxy) => {
        await proxy.stop();
        this.#proxies.delete(name);
      });
    });
  }

  async clear(): Promise<void> {
    for (const { name } of this.all()) await this.remove(name);
  }

  async #create({ enabled, ...rest }: ProxyInput): Promise<Proxy> {
    const proxy = new Proxy({ ...rest, seed: this.#seed });
    if (enabled) await proxy.start();
    this.#proxies.set(proxy.name, proxy);
    return proxy;
  }
}

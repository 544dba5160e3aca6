import { type Proxy, Toxic, type Toxiproxy } from 'toxiproxy-node-client';
import { withDeadline } from './request-deadline.ts';
import type { ToxicSpec } from './toxic-spec.ts';
import { toxiproxyName } from './toxiproxy-name.ts';

export interface RemoteProxyOptions {
  readonly client: Toxiproxy;
  /** On the server; safe in a URL. */
  readonly name: string;
  /** `host:port` as the server sees it. */
  readonly upstream: string;
  readonly requestTimeoutMs: number;
}

/**
 * The requests that change one proxy on a Toxiproxy server, each with a deadline.
 * All throw RequestDeadlineError, or Error saying what was refused.
 */
export class RemoteProxy {
  readonly #options: RemoteProxyOptions;
  readonly #proxy: Proxy;

  private constructor(options: RemoteProxyOptions, proxy: Proxy) {
    this.#options = options;
    this.#proxy = proxy;
  }

  /** Makes it, not yet listening. */
  static async create(options: RemoteProxyOptions, listen: string): Promise<RemoteProxy> {
    const { client, name, upstream } = options;
    const request = client.createProxy({ name, listen, upstream, enabled: false });
    return new RemoteProxy(options, await send(options, 'create it', request));
  }

  async addToxic(toxic: ToxicSpec): Promise<void> {
    await send(this.#options, `add ${toxic.name}`, this.#proxy.addToxic(toxicBody(toxic)));
  }

  async changeToxic(toxic: ToxicSpec): Promise<void> {
    const request = this.#toxic(toxic).update(toxicBody(toxic));
    await send(this.#options, `change ${toxic.name}`, request);
  }

  removeToxic(toxic: ToxicSpec): Promise<void> {
    return send(this.#options, `remove ${toxic.name}`, this.#toxic(toxic).remove());
  }

  /** Resolves with the address it listens on, or would. */
  async update(settings: { enabled: boolean; listen: string }): Promise<string> {
    const { upstream } = this.#options;
    const request = this.#proxy.update({ ...settings, upstream });
    return (await send(this.#options, settings.enabled ? 'enable it' : 'disable it', request))
      .listen;
  }

  remove(): Promise<void> {
    return send(this.#options, 'remove it', this.#proxy.remove());
  }

  #toxic(toxic: ToxicSpec): Toxic<ToxicSpec['attributes']> {
    return new Toxic(this.#proxy.api, this.#proxy.getPath(), toxicBody(toxic));
  }
}

async function send<T>(options: RemoteProxyOptions, what: string, request: Promise<T>): Promise<T> {
  const { name, requestTimeoutMs } = options;
  return withDeadline(requestTimeoutMs, `proxy ${name}: ${what}`, request);
}

function toxicBody({ name, stream, toxicity = 1, type, attributes }: ToxicSpec) {
  return { name: toxiproxyName(name), stream, toxicity, type, attributes };
}

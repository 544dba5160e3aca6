import { ApiError, toxicNotFound } from './api-error.ts';
import { goJson } from './go-json.ts';
import type { Proxy } from './proxy.ts';
import type { ProxyCollection } from './proxy-collection.ts';
import { readProxyInput, readProxyInputs, readProxySettings } from './proxy-requests.ts';
import { type Toxic, toxicJson } from './toxic.ts';
import { readToxic, readToxicChange } from './toxic-requests.ts';

/** The version whose behaviour this server has. */
export const toxiproxyVersion = '2.12.0';

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly contentType?: string;
}

/** Names come from the path, in order of its variables. @throws ApiError, or Error for a 500. */
type Handler = (body: string, proxyName: string, toxicName: string) => Promise<Answer> | Answer;

/** The handlers of one path; `{}` in the path stands for a variable. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Record<string, Handler>>;
}

/** Toxiproxy's HTTP API, see https://github.com/Shopify/toxiproxy#http-api. */
export function apiRoutes(proxies: ProxyCollection): Route[] {
  const updateProxy: Handler = (body, name) =>
    proxies.change(name, async (proxy) => {
      await proxy.update(readProxySettings(body, proxy));
      return json(200, proxy);
    });
  const updateToxic: Handler = (body, proxyName, name) =>
    proxies.change(proxyName, async (proxy) => {
      const toxic = findToxic(proxy, name);
      await proxy.chain.change(toxic, readToxicChange(body, toxic));
      return json(200, toxicJson(toxic));
    });
  return [
    { path: '/version', methods: { GET: version } },
    { path: '/reset', methods: { POST: () => reset(proxies) } },
    { path: '/populate', methods: { POST: (body) => populate(proxies, body) } },
    {
      path: '/proxies',
      methods: {
        GET: () => listProxies(proxies),
        POST: async (body) => json(201, await proxies.add(readProxyInput(body))),
      },
    },
    {
      path: '/proxies/{}',
      methods: {
        GET: (_body, name) => json(200, proxies.get(name)),
        POST: updateProxy,
        PATCH: updateProxy,
        async DELETE(_body, name) {
          await proxies.remove(name);
          return { status: 204 };
        },
      },
    },
    {
      path: '/proxies/{}/toxics',
      methods: {
        GET: (_body, name) => json(200, proxies.get(name).chain.all().map(toxicJson)),
        POST: (body, name) =>
          proxies.change(name, async ({ chain }) => {
            const toxic = readToxic(body, chain.all());
            await chain.append(toxic);
            return json(200, toxicJson(toxic));
          }),
      },
    },
    {
      path: '/proxies/{}/toxics/{}',
      methods: {
        GET: (_body, proxyName, name) =>
          json(200, toxicJson(findToxic(proxies.get(proxyName), name))),
        POST: updateToxic,
        PATCH: updateToxic,
        DELETE: (_body, proxyName, name) =>
          proxies.change(proxyName, async (proxy) => {
            await proxy.chain.remove(findToxic(proxy, name));
            return { status: 204 };
          }),
      },
    },
  ];
}

function version(): Answer {
  const body = `{"version": "${toxiproxyVersion}"}\n`;
  return { status: 200, body, contentType: 'application/json;charset=utf-8' };
}

async function reset(proxies: ProxyCollection): Promise<Answer> {
  for (const { name } of proxies.all()) {
    await proxies.change(name, async (proxy) => {
      await proxy.start();
      for (const toxic of proxy.chain.all()) await proxy.chain.remove(toxic);
    });
  }
  return { status: 204 };
}

/** A failure leaves the proxies that were made before it, and names them beside the error. */
async function populate(proxies: ProxyCollection, body: string): Promise<Answer> {
  const made: Proxy[] = [];
  try {
    for (const input of readProxyInputs(body)) made.push(await proxies.addOrReplace(input));
  } catch (error) {
    const { message, status } = asApiError(error);
    return json(status, { error: message, status, proxies: made.length > 0 ? made : null });
  }
  return json(201, { proxies: made.length > 0 ? made : null });
}

/** Written by hand: an object would put names such as "2" before names such as "10". */
function listProxies(proxies: ProxyCollection): Answer {
  const members = proxies.all().map((proxy) => `${goJson(proxy.name)}:${goJson(proxy)}`);
  return { status: 200, body: `{${members.join(',')}}`, contentType: 'application/json' };
}

function findToxic({ chain }: Proxy, name: string): Toxic {
  const toxic = chain.all().find((toxic) => toxic.name === name);
  if (toxic === undefined) throw toxicNotFound();
  return toxic;
}

function json(status: number, value: unknown): Answer {
  return { status, body: goJson(value), contentType: 'application/json' };
}

/** An error without a status, such as a failed listen, is a 500. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(error instanceof Error ? error.message : String(error), 500);
}

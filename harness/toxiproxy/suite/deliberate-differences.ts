import {
  drawnConnections,
  observeRemovalAfterEnd,
  observeResetRemoval,
  observeUnreadData,
  onProxy,
  statusesOfToxics,
} from './difference-observations.ts';
import type { ToxiproxyApi } from './toxiproxy-api.ts';

/** Something the embedded server does otherwise than the real one, on purpose. */
export interface DeliberateDifference {
  readonly title: string;
  readonly reason: string;
  readonly real: unknown;
  readonly embedded: unknown;
  /** Does the thing; what it resolves with is compared. Leaves nothing behind. */
  observe(api: ToxiproxyApi): Promise<unknown>;
}

/** All of them; whatever else differs is a fault of the embedded server. */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    title: 'a proxy without `listen`',
    reason: 'Listens on loopback: only what is asked for should be open to the network.',
    real: '[::]',
    embedded: '127.0.0.1',
    observe: (api) =>
      onProxy(
        api,
        { name: 'default', upstream: '127.0.0.1:9' },
        async (text) => /"listen":"([^"]*):\d+"/.exec(text)?.[1],
      ),
  },
  {
    title: 'a slicer that cannot slice: average_size 0, or a variation above the average',
    reason: 'Refused: the real server crashes at the next byte (Shopify/toxiproxy#541).',
    real: [200, 200],
    embedded: [400, 400],
    observe: (api) =>
      statusesOfToxics(api, [
        { type: 'slicer', name: 'zero' },
        { type: 'slicer', name: 'wild', attributes: { average_size: 5, size_variation: 6 } },
      ]),
  },
  {
    title: 'a negative bandwidth',
    reason: 'Refused: the real server crashes at the next byte.',
    real: [200],
    embedded: [400],
    observe: (api) => statusesOfToxics(api, [{ type: 'bandwidth', attributes: { rate: -1 } }]),
  },
  {
    title: 'an attribute beyond 2^53',
    reason: 'Refused: a JavaScript number cannot hold it.',
    real: [200],
    embedded: [400],
    observe: (api) =>
      statusesOfToxics(api, ['{"type":"latency","attributes":{"latency":9007199254740993}}']),
  },
  {
    title: 'a change of a toxic that is half valid',
    reason: 'Changes nothing: the real server refuses it and applies the valid half.',
    real: '"latency":7',
    embedded: '"latency":0',
    observe: (api) =>
      onProxy(api, { name: 'half', upstream: '127.0.0.1:9', listen: '127.0.0.1:0' }, async () => {
        await api.call('POST', '/proxies/half/toxics', { type: 'latency', name: 'lag' });
        const attributes = { latency: 7, jitter: 'x' };
        await api.send('PATCH', '/proxies/half/toxics/lag', { attributes });
        const { text } = await api.send('GET', '/proxies/half/toxics/lag');
        return /"latency":\d+/.exec(text)?.[0];
      }),
  },
  {
    title: 'a toxic added while a reader does not read',
    reason: 'Answers: the real server hangs, with the proxy locked (Shopify/toxiproxy#558).',
    real: 'hangs',
    embedded: 'answers',
    observe: observeUnreadData,
  },
  {
    title: 'a reset_peer removed while it waits',
    reason: 'Closes at once: the real server does not answer before the wait is over.',
    real: 'after its wait',
    embedded: 'at once',
    observe: observeResetRemoval,
  },
  {
    title: 'toxics removed, first to last, after the end of a connection passed the first',
    reason: 'Each is removed: the real server loses count and leaves the last one in force.',
    real: 'held',
    embedded: 'fin after 0',
    observe: observeRemovalAfterEnd,
  },
  {
    title: 'which connections a toxicity of 0.5 affects, on a proxy of the same name twice',
    reason: 'The same, from the seed: in the real server -seed has no effect (#610).',
    real: 'others',
    embedded: 'the same',
    observe: async (api) => {
      const [first, second] = [await drawnConnections(api), await drawnConnections(api)];
      return first === second ? 'the same' : 'others';
    },
  },
  {
    title: 'a request body of 2 MiB',
    reason: 'Refused: everything that comes from outside has a bound.',
    real: 400,
    embedded: 413,
    observe: async (api) => {
      const body = { other: 'x'.repeat(2 * 1024 * 1024) };
      return (await api.send('POST', '/proxies', body)).status;
    },
  },
  {
    title: 'a path with an empty segment',
    reason: 'Not found: no client needs the redirect to the clean path.',
    real: 301,
    embedded: 404,
    observe: async (api) => (await api.send('GET', '//proxies')).status,
  },
  {
    title: 'the wording of what is wrong with a body',
    reason: 'Go names its own types; status and the words before them are the same.',
    real: 'bad request body: json: cannot unmarshal array into Go value of type toxiproxy.Proxy',
    embedded: 'bad request body: json: cannot unmarshal array into Go value of type Proxy',
    observe: async (api) =>
      /"error":"([^"]*)"/.exec((await api.send('POST', '/proxies', [])).text)?.[1],
  },
];

import type { Bench, Measure } from '#harness/contract/bench.ts';
import { openToxiproxy } from '#harness/cli/open-toxiproxy.ts';
import { measureProxy, type ProxyMeasurement } from '#harness/toxiproxy/measure-proxy.ts';

const bench: Bench = {
  title: 'What the embedded proxy adds to a connection, against the real one at TOXIPROXY_URL',
  async measure() {
    const embedded = await measure({});
    const measures = figures('embedded', embedded);
    if (process.env['TOXIPROXY_URL'] === undefined) return measures;
    const real = await measure(process.env);
    return [
      ...measures,
      ...figures('real', real),
      {
        name: 'added latency, embedded / real',
        value: embedded.addedRttMs / real.addedRttMs,
        unit: 'x',
        aim: 'at most 0.5',
      },
      {
        name: 'throughput, embedded / real',
        value: embedded.proxiedMBps / real.proxiedMBps,
        unit: 'x',
      },
    ];
  },
};

export default bench;

async function measure(
  env: Readonly<Record<string, string | undefined>>,
): Promise<ProxyMeasurement> {
  const toxiproxy = openToxiproxy(env);
  const driver = await toxiproxy.connect();
  let proxies = 0;
  try {
    return await measureProxy({
      async openProxy({ host, port }) {
        const name = `bench-${++proxies}`;
        const proxy = await driver.createProxy({ name, upstreamHost: host, upstreamPort: port });
        return { host: proxy.connectHost, port: proxy.connectPort };
      },
    });
  } finally {
    await driver.close();
    await toxiproxy.close();
  }
}

function figures(
  whose: string,
  { addedRttMs, directMBps, proxiedMBps }: ProxyMeasurement,
): Measure[] {
  return [
    { name: `${whose}: added round trip`, value: addedRttMs, unit: 'ms' },
    { name: `${whose}: throughput`, value: proxiedMBps, unit: 'MB/s' },
    { name: `${whose}: direct throughput`, value: directMBps, unit: 'MB/s' },
  ];
}

import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { type Rig, type RigToxic, withRig } from './rig.ts';
import type { TracedSocket } from './traced-socket.ts';

const bytesPerConnection = 3_000_000;
const changes = 100;
const boundMs = 20_000;

/** Toxics that must not lose a byte, however they come and go. */
const lossless: ((random: RandomGenerator) => RigToxic)[] = [
  (random) => ({
    type: 'latency',
    attributes: { latency: uniformInt(random, 0, 30), jitter: uniformInt(random, 0, 30) },
  }),
  (random) => ({ type: 'bandwidth', attributes: { rate: uniformInt(random, 500, 5000) } }),
  (random) => ({
    type: 'slicer',
    attributes: {
      average_size: uniformInt(random, 500, 4000),
      size_variation: 400,
      delay: uniformInt(random, 0, 50),
    },
  }),
  () => ({ type: 'slow_close', attributes: { delay: 20 } }),
];

/** Three echoes of 3 MB while toxics come, change and go: nothing is lost, reordered or stalled. */
export function integrity(url: () => string): void {
  test.each([1, 2, 3])('no byte is lost while toxics change, seed %i', (seed) =>
    withRig(url(), async (rig) => {
      const pairs = await Promise.all([rig.open(), rig.open(), rig.open()]);
      const clients = pairs.map(({ client }) => client);
      for (const { server } of pairs) server.socket.pipe(server.socket);
      const sent = clients.map((_client, index) => noise(seed * 100 + index));
      for (const [index, client] of clients.entries()) client.send(sent[index] ?? '');
      await changeToxics(rig, xoroshiro128plus(seed), clients);
      for (const client of clients) await client.receivedWithin(boundMs, bytesPerConnection);
      const intact = clients.map((client, index) => sent[index]?.equals(client.bytes));
      expect(intact).toEqual([true, true, true]);
    }),
  );
}

/** One change for every 30 kB that came back, on each client in turn; removes all in the end. */
async function changeToxics(
  rig: Rig,
  random: RandomGenerator,
  clients: readonly TracedSocket[],
): Promise<void> {
  const names: string[] = [];
  for (let step = 0; step < changes; step += 1) {
    const client = clients[step % clients.length];
    await client?.receivedWithin(boundMs, (step / changes) * bytesPerConnection);
    const [chosen] = names.splice(uniformInt(random, 0, names.length), 1);
    if (chosen === undefined || names.length < 2) {
      const stream = uniformInt(random, 0, 1) === 0 ? 'upstream' : 'downstream';
      const make = lossless[uniformInt(random, 0, lossless.length - 1)];
      if (make !== undefined) await rig.add({ ...make(random), name: `toxic-${step}`, stream });
      names.push(`toxic-${step}`);
      if (chosen !== undefined) names.push(chosen);
    } else if (uniformInt(random, 0, 3) === 0) {
      await rig.change(chosen, {});
      names.push(chosen);
    } else {
      await rig.remove(chosen);
    }
  }
  for (const name of names) await rig.remove(name);
}

function noise(seed: number): Buffer {
  const random = xoroshiro128plus(seed);
  const bytes = Buffer.alloc(bytesPerConnection);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(random.next() >>> 0, at);
  return bytes;
}

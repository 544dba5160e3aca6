import type { Connection } from '#harness/contract/connection.ts';
import { createWorld } from '#harness/world/world.ts';
import { linkContract } from './link-contract.ts';
import { createMemoryNetwork } from './memory-network.ts';
import { bytesOf, link, silentObserver } from './testing-pair.ts';

/** No promise of the contract needs longer in virtual time. */
const boundMs = 120_000;

linkContract('the memory link', async () => {
  const world = createWorld(1, (_life, error) => {
    throw error;
  });
  const network = createMemoryNetwork({
    world,
    observer: silentObserver,
    random: world.random,
    kindOf: () => 'other',
  });
  network.addLink(link, 'phone', 'cloud', { latencyMs: 5, jitterMs: 5, connectDelayMs: 0 });
  const received: string[] = [];
  const open = new Set<Connection>();
  let ended = 0;
  network.listen(world.bear('cloud'), (connection) => {
    open.add(connection);
    return {
      message: (data) =>
        void received.push(typeof data === 'string' ? data : new TextDecoder().decode(data)),
      pong: () => undefined,
      close() {
        open.delete(connection);
        ended++;
      },
    };
  });
  const Socket = network.socketClass(world.bear('phone'), () => link);

  async function until(condition: () => boolean, withinMs = boundMs): Promise<boolean> {
    let isDue = false;
    const alarm = world.schedule(withinMs, () => (isDue = true), {
      zone: null,
      kind: 'script',
      purpose: 'bound',
    });
    await world.run(() => isDue || condition());
    world.cancel(alarm);
    return condition();
  }

  return {
    control: network,
    link,
    dial: () => new Socket('ws://cloud/rooms/blog'),
    received,
    broadcast: (text) => open.forEach((connection) => connection.send(bytesOf(text))),
    ended: () => ended,
    until,
    linger: async () => void (await until(() => false, 1_000)),
    close: async () => undefined,
  };
});

import type { NetworkObserver } from '#harness/contract/network.ts';
import { createWorld } from '#harness/world/world.ts';
import { linkContract, type LinkUnderTest, type TestedEnd } from './link-contract.ts';
import { createMemoryNetwork } from './memory-network.ts';
import { acceptedEnd, dialledEnd } from './tested-ends.ts';

const link = 'phone->cloud';
/** Beyond every back-off of kernels that a test may have to wait for. */
const boundMs = 300_000;
const stepMs = 50;

linkContract('memory', async (run) => {
  const codes = new Map<string, number>();
  const world = createWorld(1, (_life, error) => {
    throw error;
  });
  const observer: NetworkObserver = {
    opened: () => undefined,
    closed: ({ id }, end, code) => void (end === 'listener' && codes.set(id, code)),
    sent: () => undefined,
    received: () => undefined,
  };
  const network = createMemoryNetwork({
    world,
    observer,
    random: world.random.fork('network'),
    kindOf: () => 'other',
  });
  const phone = world.bear('phone');
  const cloud = world.bear('cloud');
  network.addLink(link, 'phone', 'cloud', { latencyMs: 10, jitterMs: 5, connectDelayMs: 0 });
  const accepted: TestedEnd[] = [];

  /** Does a step as a device's code, now; it is done once time passes. */
  const act = (step: () => void): void =>
    void world.schedule(0, step, {
      zone: world.zone(phone, link),
      kind: 'script',
      purpose: 'test',
    });

  async function pass(untilMs: number): Promise<void> {
    let over = false;
    world.schedule(untilMs - world.nowMs(), () => (over = true), {
      zone: null,
      kind: 'script',
      purpose: 'end',
    });
    await world.run(() => over);
  }

  network.listen(cloud, (connection, _request, { id }) => {
    const { end, handler } = acceptedEnd(connection, act, () => codes.get(id) ?? null);
    accepted.push(end);
    return handler;
  });
  const Socket = network.socketClass(phone, () => link);

  const tested: LinkUnderTest = {
    link,
    control: network,
    accepted,
    dial() {
      const dialled: TestedEnd[] = [];
      act(() => dialled.push(dialledEnd(new Socket('ws://cloud/rooms/blog'), act)));
      return {
        get received() {
          return dialled[0]?.received ?? [];
        },
        get closedWith() {
          return dialled[0]?.closedWith ?? null;
        },
        get isOpen() {
          return dialled[0]?.isOpen ?? false;
        },
        send: (text) => dialled[0]?.send(text),
      };
    },
    async until(what, met) {
      const endMs = world.nowMs() + boundMs;
      while (!met()) {
        if (world.nowMs() >= endMs) throw new Error(`never: ${what}`);
        await pass(world.nowMs() + stepMs);
      }
    },
    meanwhile: () => pass(world.nowMs() + 1_000),
  };
  await run(tested);
});

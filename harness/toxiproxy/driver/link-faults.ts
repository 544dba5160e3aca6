import type { DrivenProxy } from './driven-proxy.ts';
import type { ToxicEffect, ToxicStream } from './toxic-spec.ts';

/** Undoes a fault; once. */
export type Heal = () => Promise<void>;

/** Directions seen from the dialler. */
export type FaultDirection = 'both' | ToxicStream;

/** Longer than any run. */
const foreverMs = 24 * 60 * 60 * 1000;

/**
 * Nothing passes, nobody is told: bytes are held, and so is the end of a connection. Healing lets
 * them go on in order. Black holes may overlap on one proxy and heal in any order.
 *
 * A latency holds the bytes, and a slow_close behind it the end, which a latency lets through.
 * The slow_close also keeps the hole tight: whenever a toxic is added, the one before it is
 * interrupted, and an interrupted latency would release the chunk in its hand.
 */
export async function blackhole(
  proxy: DrivenProxy,
  direction: FaultDirection = 'both',
): Promise<Heal> {
  const added: string[] = [];
  for (const stream of streamsOf(direction)) {
    const bytes = freeName(proxy, `blackhole-${stream}`);
    const end = freeName(proxy, `blackhole-end-${stream}`);
    const held = { latency: foreverMs, jitter: 0 };
    await proxy.addToxic({ name: bytes, stream, type: 'latency', attributes: held });
    const delay = { delay: foreverMs };
    await proxy.addToxic({ name: end, stream, type: 'slow_close', attributes: delay });
    // The end first: once the end has passed a toxic, a real server cannot remove what is behind.
    added.push(end, bytes);
  }
  return () => removeAll(proxy, added);
}

/**
 * What carried the link died: both ends are closed at once, bytes in flight are lost, dials are
 * refused until healed. Of drops that overlap on one proxy, the first to heal ends all.
 */
export async function drop(proxy: DrivenProxy): Promise<Heal> {
  await proxy.disable();
  return () => proxy.enable();
}

/** Closes each connection at its next byte, which is lost; new ones are reset as well. */
export async function reset(proxy: DrivenProxy): Promise<Heal> {
  const effect: ToxicEffect = { type: 'reset_peer', attributes: { timeout: 0 } };
  const added: string[] = [];
  for (const stream of streamsOf('both')) {
    const name = freeName(proxy, `reset-${stream}`);
    await proxy.addToxic({ name, stream, ...effect });
    added.push(name);
  }
  return () => removeAll(proxy, added);
}

/**
 * Delays each direction by latencyMs, give or take up to jitterMs; both integers. Calling it
 * again changes the delay in place; in-flight bytes are then released early, in order.
 */
export function setLatency(
  proxy: DrivenProxy,
  { latencyMs, jitterMs = 0 }: { latencyMs: number; jitterMs?: number },
): Promise<Heal> {
  return setEffect(proxy, {
    type: 'latency',
    attributes: { latency: latencyMs, jitter: jitterMs },
  });
}

/** Limits each direction to so many kB/s (1000 B); calling it again changes the limit in place. */
export function setBandwidth(proxy: DrivenProxy, kilobytesPerSecond: number): Promise<Heal> {
  return setEffect(proxy, { type: 'bandwidth', attributes: { rate: kilobytesPerSecond } });
}

async function setEffect(proxy: DrivenProxy, effect: ToxicEffect): Promise<Heal> {
  const toxics = streamsOf('both').map((stream) => ({
    name: `${effect.type}-${stream}`,
    stream,
    ...effect,
  }));
  for (const toxic of toxics) {
    await (proxy.toxics.has(toxic.name) ? proxy.changeToxic(toxic) : proxy.addToxic(toxic));
  }
  return () =>
    removeAll(
      proxy,
      toxics.map(({ name }) => name),
    );
}

async function removeAll(proxy: DrivenProxy, names: readonly string[]): Promise<void> {
  for (const name of names) if (proxy.toxics.has(name)) await proxy.removeToxic(name);
}

function streamsOf(direction: FaultDirection): ToxicStream[] {
  return direction === 'both' ? ['upstream', 'downstream'] : [direction];
}

function freeName(proxy: DrivenProxy, base: string): string {
  let count = 1;
  while (proxy.toxics.has(`${base}-${count}`)) count += 1;
  return `${base}-${count}`;
}

import type { DeadlinePath } from '#harness/contract/history-event.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { ReconnectTimings } from '#harness/contract/provider.ts';
import type { LinkProfile } from '#harness/contract/topology.ts';

/** What the link model knows of a link at the moment of a heal. Milliseconds from then. */
export interface LinkReadiness {
  readonly link: string;
  readonly dialler: string;
  readonly listener: string;
  /** As it is now, changes by faults included. */
  readonly profile: LinkProfile;
  /** Until the next SYN or retransmission is due under its back-off; 0 when none waits. */
  readonly nextAttemptMs: number;
  /** An end may hold a connection for alive whose other end is gone. */
  readonly halfOpen: boolean;
  /** Most bytes that it will have to carry in one direction. */
  readonly transferBytes: number;
  /** Injected load, storage and authentication delay at its two ends. */
  readonly delayMs: number;
  /** Of the provider that dials it; y-websocket's where left out. */
  readonly reconnects?: ReconnectTimings | undefined;
}

/** When a component must have converged, and the pair of devices that takes longest. */
export interface Deadline {
  readonly afterMs: number;
  readonly slowest: DeadlinePath;
  /** For each link alone: its reconnection and travel time. */
  readonly links: readonly { readonly link: string; readonly afterMs: number }[];
}

/** y-websocket's: 30 s without a message, looked at every 3 s; and its longest pause between attempts. */
const yWebsocket: ReconnectTimings = { watchdogMs: 33_000, backOffMs: 2_500 };
/** TCP handshake, WebSocket upgrade, and both sync steps. */
const roundTrips = 3;

/**
 * Within which time after a heal everything must have converged in a component: over all pairs of
 * its devices the largest, over all paths of a pair the smallest, of the slowest link's
 * reconnection plus the sum of the links' travel times.
 *
 * @param component names of its devices
 * @param links every link between them that is up
 * @param readers devices that take in and pass nothing on
 * @throws HarnessFault when the links do not connect the component
 */
export function livenessDeadline(
  component: readonly string[],
  links: readonly LinkReadiness[],
  readers: ReadonlySet<string> = new Set(),
): Deadline {
  const [first = ''] = component;
  let slowest: DeadlinePath = { from: first, to: first, links: [], reconnectMs: 0, travelMs: 0 };
  for (const from of component) {
    const paths = quickestFrom(from, links, readers);
    for (const to of component) {
      if (to === from) continue;
      const path = paths.get(to);
      if (!path) throw new HarnessFault(`no link that is up leads from "${from}" to "${to}"`);
      if (timeOf(path) > timeOf(slowest)) slowest = path;
    }
  }
  return {
    afterMs: timeOf(slowest),
    slowest,
    links: links.map((link) => ({ link: link.link, afterMs: reconnect(link) + travel(link) })),
  };
}

/** For each bound on the reconnection, the shortest travel over links within it; the best of those. */
function quickestFrom(
  from: string,
  links: readonly LinkReadiness[],
  readers: ReadonlySet<string>,
): Map<string, DeadlinePath> {
  const best = new Map<string, DeadlinePath>();
  for (const reconnectMs of new Set(links.map(reconnect))) {
    const usable = links.filter((link) => reconnect(link) <= reconnectMs);
    for (const [to, path] of shortestFrom(from, usable, readers)) {
      const known = best.get(to);
      if (!known || timeOf(path) < timeOf(known)) best.set(to, path);
    }
  }
  return best;
}

function shortestFrom(
  from: string,
  links: readonly LinkReadiness[],
  readers: ReadonlySet<string>,
): Map<string, DeadlinePath> {
  const start = { from, to: from, links: [], reconnectMs: 0, travelMs: 0 };
  const reached = new Map<string, DeadlinePath>([[from, start]]);
  // Bellman-Ford: a component is small and this happens once per heal.
  for (let changed = true; changed;) {
    changed = false;
    for (const link of links) {
      for (const [here, there] of [
        [link.dialler, link.listener],
        [link.listener, link.dialler],
      ] as const) {
        const path = reached.get(here);
        if (!path || (here !== from && readers.has(here))) continue;
        const travelMs = path.travelMs + travel(link);
        if (travelMs >= (reached.get(there)?.travelMs ?? Infinity)) continue;
        reached.set(there, {
          ...{ from, to: there, links: [...path.links, link.link], travelMs },
          reconnectMs: Math.max(path.reconnectMs, reconnect(link)),
        });
        changed = true;
      }
    }
  }
  return reached;
}

function reconnect({ nextAttemptMs, halfOpen, reconnects = yWebsocket }: LinkReadiness): number {
  return nextAttemptMs + (halfOpen ? reconnects.watchdogMs : 0) + reconnects.backOffMs;
}

function travel({ profile, transferBytes, delayMs }: LinkReadiness): number {
  const { latencyMs, jitterMs, bytesPerSecond, connectDelayMs } = profile;
  const roundTripMs = 2 * (latencyMs + jitterMs);
  const transferMs = bytesPerSecond ? (transferBytes / bytesPerSecond) * 1_000 : 0;
  return connectDelayMs + roundTrips * roundTripMs + transferMs + delayMs;
}

function timeOf({ reconnectMs, travelMs }: DeadlinePath): number {
  return reconnectMs + travelMs;
}

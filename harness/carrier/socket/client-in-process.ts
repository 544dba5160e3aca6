import type { Documents } from '../documents.ts';
import type { ClientDevice, ClientImplementation, Replica } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { NetworkObserver } from '#harness/contract/network.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import { tokenOf, type ClientSpec } from '#harness/contract/topology.ts';
import { real } from '#harness/world/real.ts';
import { RealLife } from '#harness/world/real-life.ts';
import { readingOf } from '../reading-of.ts';
import type { Route } from './host-protocol.ts';
import { createSocketClass, type DialledSocket } from './socket-class.ts';
import type { SocketDevice } from './socket-device.ts';

/** How long a tab that is closed waits for its Close frames to be answered, milliseconds. */
const closeWithinMs = 300;

export interface ClientInProcessOptions {
  readonly spec: ClientSpec;
  readonly implementation: ClientImplementation;
  readonly documents: Documents;
  readonly recorder: Recorder;
  nowMs(): number;
  readonly observer: NetworkObserver & { connectionOf(link: string, room: string): string };
}

interface Tab {
  readonly life: RealLife;
  readonly client: ClientDevice;
  readonly routes: Route[];
  readonly sockets: Set<DialledSocket>;
}

/** A client that lives in this process on real time. */
export function createClientInProcess(options: ClientInProcessOptions): SocketDevice {
  const { spec, implementation, documents, recorder, observer } = options;
  const installed = implementation.install(spec);
  let tab: Tab | null = null;

  function here(): Tab {
    if (tab === null) throw new HarnessFault(`"${spec.name}" is not running`);
    return tab;
  }

  function replicaOf(room: string): Replica {
    const replica = here().client.replica(room);
    if (replica === undefined)
      throw new HarnessFault(`"${spec.name}" has not opened room "${room}"`);
    return replica;
  }

  /** Runs code as the client's own; what it throws is the harness's to see, as a step's. */
  async function act<Result>(code: (tab: Tab) => Result | Promise<Result>): Promise<Result> {
    const now = here();
    return now.life.enter(() => code(now));
  }

  /** An exception that nobody caught is only logged in a tab. */
  function uncaught(error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error;
    recorder.record({ kind: 'exception', where: 'client', error: name });
  }

  function end({ life, sockets }: Tab): void {
    life.die();
    for (const socket of sockets) socket.kill();
    sockets.clear();
    tab = null;
  }

  return {
    spec,
    isRunning: () => tab !== null,
    prepare: () => Promise.resolve(),
    async start(incarnation, firstRoutes) {
      const life = new RealLife({ globals: installed.storage?.globals ?? {}, uncaught });
      const routes = [...firstRoutes];
      const sockets = new Set<DialledSocket>();
      let dialled = 0;
      const client = life.enter(() =>
        installed.start({
          spec,
          incarnation,
          recorder,
          dials: routes.map(({ link, template }) => ({ link, template })),
          socketClass: createSocketClass({
            observer,
            life,
            sockets,
            resolve: (url) =>
              routes.find(({ template }) => url.startsWith(template.replace('{id}', ''))),
            connectDelayMs: (link) =>
              routes.find((route) => route.link === link)?.connectDelayMs ?? 0,
            nextConnection: () => `${spec.name}:${incarnation}/${++dialled}`,
          }),
          token: tokenOf(spec),
          connectionOf: observer.connectionOf,
        }),
      );
      tab = { life, client, routes, sockets };
    },
    async stop(cause) {
      const ending = here();
      if (cause === 'close') {
        await act(({ client }) => client.close());
        await allClosed(ending.sockets);
      }
      end(ending);
      if (cause !== 'close') ending.client.died(cause);
      installed.storage?.processDied();
    },
    dial: (route) =>
      act(({ client, routes }) => {
        routes.push(route);
        client.dial({ link: route.link, template: route.template });
      }),
    join: (room) => act(({ client }) => client.join(room)),
    leave: (room) => act(({ client }) => client.leave(room)),
    evict: () => Promise.reject(new HarnessFault(`"${spec.name}" is not a node`)),
    offline: () => act(({ client }) => client.offline()),
    online: () => act(({ client }) => client.online()),
    edit: (room, request) => act(() => documents.edit(replicaOf(room), request, recorder)),
    async write(room, writer) {
      documents.loadWriting(writer.trace);
      await act(() => documents.write(replicaOf(room), writer, recorder));
    },
    setPresence: (room, state) => act(({ client }) => client.replica(room)?.setPresence(state)),
    askAcknowledgement: (room) => act(({ client }) => client.replica(room)?.askAcknowledgement()),
    sleep: () => tab?.life.sleep(),
    wake: () => tab?.life.wake(),
    async jumpClock(jumpMs) {
      if (tab !== null) tab.life.clockOffsetMs += jumpMs;
    },
    delayAuthentication: () => Promise.resolve(),
    async faultStorage(fault) {
      if (fault.kind === 'fail-next') installed.storage?.failNext(fault.count);
      else if (fault.kind === 'delay') installed.storage?.setDelay(fault.delayMs);
      else installed.storage?.destroyed();
    },
    roomsOf: () => tab?.client.replicas().map(({ room }) => room) ?? [],
    isStored: (room) => tab?.client.replica(room)?.stored() ?? false,
    holds(room, structs) {
      const replica = tab?.client.replica(room);
      return replica !== undefined && documents.holds(replica, structs);
    },
    async read(room, roots) {
      const replica = tab?.client.replica(room);
      return replica === undefined
        ? null
        : act(() => readingOf(replica, replica.read(roots), options.nowMs()));
    },
    async coldStart(room, roots) {
      const replica = tab?.client.replica(room);
      if (replica === undefined) return null;
      const state = await act(() => replica.coldStart(roots));
      return state === null ? null : readingOf(replica, state, options.nowMs());
    },
    async stir(link) {
      for (const socket of tab?.sockets ?? []) if (socket.link === link) socket.stir();
    },
    async destroy() {
      if (tab !== null) end(tab);
    },
  };
}

/** Waits until the Close frames were answered; a peer that does not answer is not waited for. */
async function allClosed(sockets: ReadonlySet<DialledSocket>): Promise<void> {
  const endMs = real.now() + closeWithinMs;
  while (sockets.size > 0 && real.now() < endMs)
    await new Promise((resolve) => real.setTimeout(resolve, 5));
}

import type { NodeContext, NodeDevice, Replica } from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { ProcessNode, ProcessStorage } from '#harness/contract/process-node.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { frameKind } from '#harness/history/frame-kind.ts';
import { createPayloadTable } from '#harness/history/payload-table.ts';
import { real } from '#harness/world/real.ts';
import { becomeDevice, RealLife } from '#harness/world/real-life.ts';
import type { Documents } from '../documents.ts';
import { createNetworkJournal } from '../network-journal.ts';
import { readingOf } from '../reading-of.ts';
import {
  uplinkDescriptor,
  type HostMessage,
  type HostRequest,
  type HostRequestName,
  type HostRequests,
  type HostStart,
  type Route,
} from './host-protocol.ts';
import { journalConnections } from './journal-connections.ts';
import { createMessageWriter } from './message-stream.ts';
import { createSharedClock } from './shared-clock.ts';
import { createSocketClass, type DialledSocket } from './socket-class.ts';
import { watchStored } from './watch-stored.ts';

export interface HostOptions {
  readonly node: ProcessNode;
  /** Loaded when an edit is asked of the node, which is rare, and takes long. */
  documents(): Promise<Documents>;
}

type Handlers = {
  readonly [Name in HostRequestName]: (
    argument: HostRequests[Name]['argument'],
  ) => HostRequests[Name]['answer'] | Promise<HostRequests[Name]['answer']>;
};

/**
 * Makes this process a node of a run: it does what its parent asks over the IPC channel, and tells its
 * history on a descriptor of its own. It ends with its parent.
 */
export function hostNode({ node, documents }: HostOptions): void {
  const tell: (message: HostMessage) => void = createMessageWriter(uplinkDescriptor, () =>
    process.exit(0),
  );
  let running: Running | null = null;

  function here(): Running {
    if (running === null) throw new HarnessFault('the node has not been started');
    return running;
  }

  function replicaOf(room: string): Replica {
    const replica = here().device.replica(room);
    if (replica === undefined) throw new HarnessFault(`the node has not opened room "${room}"`);
    return replica;
  }

  const handlers: Handlers = {
    async start(start) {
      running = await begin(node, start, tell);
    },
    dial(route) {
      here().routes.push(route);
      here().device.dial(route);
    },
    evict: (room) => void here().device.evict(room),
    offline: () => here().device.offline(),
    online: () => here().device.online(),
    edit: async ({ room, request }) =>
      (await documents()).edit(replicaOf(room), request, here().recorder),
    async write({ room, writer }) {
      const { loadWriting, write } = await documents();
      loadWriting(writer.trace);
      write(replicaOf(room), writer, here().recorder);
    },
    setPresence: ({ room, state }) => here().device.replica(room)?.setPresence(state),
    askAcknowledgement: (room) => here().device.replica(room)?.askAcknowledgement(),
    read({ room, roots }) {
      const replica = here().device.replica(room);
      return replica === undefined ? null : readingOf(replica, replica.read(roots), here().nowMs());
    },
    async coldStart({ room, roots }) {
      const replica = here().device.replica(room);
      const state = (await replica?.coldStart(roots)) ?? null;
      return replica === undefined || state === null
        ? null
        : readingOf(replica, state, here().nowMs());
    },
    jumpClock(jumpMs) {
      here().life.clockOffsetMs += jumpMs;
    },
    delayAuthentication(delayMs) {
      here().authDelayMs = delayMs;
    },
    async faultStorage(fault) {
      const { storage } = here();
      if (fault.kind === 'fail-next') storage?.failNext(fault.count);
      else if (fault.kind === 'delay') storage?.setDelay(fault.delayMs);
      else await storage?.destroy();
    },
    stir(link) {
      for (const socket of here().sockets) if (socket.link === link) socket.stir();
    },
    async close() {
      await here().device.close();
      await here().stopListening();
      real.setImmediate(() => process.exit(0));
    },
  };

  async function answer(request: HostRequest): Promise<void> {
    const { id, name, argument } = request;
    try {
      // The row for `name` takes exactly this argument; TypeScript cannot see that by itself.
      const handler = handlers[name] as (argument: unknown) => unknown;
      tell({ kind: 'answer', id, value: await handler(argument) });
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const usage = error instanceof UsageError;
      tell({ kind: 'failed', id, error: usage ? error.message : text, usage });
    }
  }

  process.on('message', (request: HostRequest) => void answer(request));
  process.on('disconnect', () => process.exit(0));
  // A terminal sends its interrupt to the whole group; the parent ends this process in its own order.
  process.on('SIGINT', () => undefined);
  tell({ kind: 'ready' });
}

/** A node's life in this process. */
interface Running {
  readonly device: NodeDevice;
  readonly recorder: Recorder;
  nowMs(): number;
  readonly life: RealLife;
  readonly storage: ProcessStorage | null;
  readonly routes: Route[];
  readonly sockets: ReadonlySet<DialledSocket>;
  authDelayMs: number;
  stopListening(): Promise<void>;
}

async function begin(
  node: ProcessNode,
  start: HostStart,
  tell: (message: HostMessage) => void,
): Promise<Running> {
  const { spec } = start;
  const nowMs = createSharedClock(start.originNs);
  const table = createPayloadTable();
  let told = 0;
  let running: Running | null = null;
  const stored = watchStored(
    (room) => running?.device.replica(room)?.stored() ?? true,
    (room) => tell({ kind: 'stored', room }),
  );
  const recorder: Recorder = {
    intern: table.intern,
    record(body, atMs = nowMs()) {
      const interned = table.payloads.slice(told);
      told = table.payloads.length;
      tell({ kind: 'event', atMs, body, interned });
      stored.saw(body);
    },
  };
  const life = new RealLife({
    globals: {},
    uncaught(error) {
      throw error;
    },
  });
  becomeDevice(life);
  endOnUncaught(recorder);

  const observer = createNetworkJournal(
    { recorder: () => recorder, intern: table.intern },
    (frame) => frameKind(frame, start.dialect),
  );
  const routes = [...start.routes];
  const sockets = new Set<DialledSocket>();
  let dialled = 0;
  const opened = await node.open(spec, start.dataFolder);
  const context: NodeContext = {
    spec,
    incarnation: start.incarnation,
    recorder,
    dials: routes.map(({ link, template }) => ({ link, template })),
    socketClass: createSocketClass({
      observer,
      life,
      sockets,
      resolve: (url) => routes.find(({ template }) => url.startsWith(template.replace('{id}', ''))),
      connectDelayMs: (link) => routes.find((route) => route.link === link)?.connectDelayMs ?? 0,
      nextConnection: () => `${spec.name}:${start.incarnation}/${++dialled}`,
    }),
    token: '',
    connectionOf: observer.connectionOf,
    authDelayMs: () => running?.authDelayMs ?? start.authDelayMs,
  };
  const device = opened.start(context);
  const listening = await opened.listen(journalConnections(device.accept, observer), start.port);
  running = {
    device,
    recorder,
    nowMs,
    life,
    storage: opened.storage,
    routes,
    sockets,
    authDelayMs: start.authDelayMs,
    stopListening: () => listening.stop(),
  };
  return running;
}

/** As Node does, after telling the history; its messages differ between versions, so the class alone. */
function endOnUncaught(recorder: Recorder): void {
  process.on('uncaughtException', (error: unknown) => {
    const name = error instanceof Error ? error.name : typeof error;
    recorder.record({ kind: 'exception', where: 'node', error: name });
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
}

import type {
  ClientContext,
  ClientDevice,
  ClientImplementation,
} from '#harness/contract/device.ts';
import type { BareReplica, CreateBareReplica } from './bare-replica.ts';
import { createYjsReplica } from './yjs-replica.ts';

/** What makes replicas that another implementation than yjs keeps. */
export type Engines = Readonly<Partial<Record<'yrs', CreateBareReplica>>>;

/** A client that is its documents and nothing else: no provider, no storage, no presence. */
export function createBareClient(engines: Engines = {}): ClientImplementation {
  return {
    name: 'bare',
    awareness: 'plain',
    install: () => ({ storage: null, start: (context) => start(context, engines) }),
  };
}

function start(context: ClientContext, engines: Engines): ClientDevice {
  const { engine } = context.spec;
  const create = (engine === undefined ? undefined : engines[engine]) ?? createYjsReplica;
  const rooms = new Map<string, BareReplica>();
  let opened = 0;

  async function leave(room: string): Promise<void> {
    rooms.get(room)?.close();
    rooms.delete(room);
  }

  return {
    join(room) {
      if (rooms.has(room)) return;
      const id = `${context.spec.name}:${context.incarnation}#${++opened}`;
      rooms.set(room, create({ id, room, context }));
    },
    leave,
    replicas: () => [...rooms.values()],
    replica: (room) => rooms.get(room),
    offline: () => undefined,
    online: () => undefined,
    dial: () => undefined,
    async close() {
      for (const room of rooms.keys()) await leave(room);
    },
    died: () => undefined,
  };
}

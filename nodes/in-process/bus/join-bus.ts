import type { Connection, ConnectionHandler } from '#harness/contract/connection.ts';
import type { DialTarget, NodeContext } from '#harness/contract/device.ts';
import type { ConnectionInfo } from '#harness/contract/network.ts';
import type { ServerBus } from '#harness/contract/server-bus.ts';
import { createBusJournal, type BusJournal } from './bus-journal.ts';
import type { BusPath } from './bus-path.ts';
import { dialBus } from './dial-bus.ts';
import { createNodeBus } from './node-bus.ts';

/** What a node's adapter has of the bus, for one life. */
export interface JoinedBus {
  readonly bus: ServerBus;
  readonly journal: BusJournal;
  dial(target: DialTarget): void;
  /** Another node's bus has dialled. */
  accept(connection: Connection, info: ConnectionInfo): ConnectionHandler;
  /** The path that brought what Yjs applies under this origin now; null where it was none. */
  wayOf(origin: unknown, isLocal: boolean): BusPath | null;
}

/** A node's part of the bus, not connected yet. `looked`: the server has seen something of it. */
export function joinBus(context: NodeContext, life: string, looked: () => void): JoinedBus {
  const { recorder, socketClass } = context;
  const journal = createBusJournal(recorder);
  const node = createNodeBus({ publisher: life, recorder, user: journal, looked });
  return {
    bus: node.bus,
    journal,
    dial: (target) =>
      dialBus({
        target,
        socketClass,
        user: node.user,
        connection: () => context.connectionOf(target.link, ''),
        told: (status) => journal.dialled(target.link, status),
      }),
    accept(connection, { id, link }) {
      const path: BusPath = {
        connection: id,
        link,
        end: 'listener',
        send: (frame) => void connection.send(frame),
        giveUp: () => connection.terminate?.(),
      };
      node.user.joined(path);
      return {
        message: (data) => {
          if (typeof data !== 'string') node.user.received(path, data);
        },
        pong: () => undefined,
        close: () => node.user.left(path),
      };
    },
    wayOf(origin, isLocal) {
      if (origin === node.bus) return node.newest();
      return isLocal ? null : node.handling();
    },
  };
}

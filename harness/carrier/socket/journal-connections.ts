import type { ConnectionHandler } from '#harness/contract/connection.ts';
import type { Accept } from '#harness/contract/device.ts';
import type { NetworkObserver } from '#harness/contract/network.ts';
import { connectionIn } from './connection-headers.ts';

/** A node's `accept`, with the listener's end of every connection of the run journalled. */
export function journalConnections(accept: Accept, observer: NetworkObserver): Accept {
  return (connection, request, fallback) => {
    const info = connectionIn(request.headers);
    if (info === null) return accept(connection, request, { ...fallback, id: 'stranger' });
    let sent = 0;
    let received = 0;
    let closed: number | null = null;
    observer.opened(info, 'listener');
    const handler: ConnectionHandler = accept(
      {
        ...connection,
        send(frame) {
          if (closed === null) {
            observer.sent(info, 'listener', `${info.id}<${++sent}`, frame);
          }
          return connection.send(frame);
        },
        close(code, reason) {
          closed ??= code;
          connection.close(code, reason);
        },
      },
      request,
      info,
    );
    const journal = (data: Uint8Array | string): void => {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      observer.received(info, 'listener', `${info.id}>${++received}`, bytes);
    };
    const { messages } = handler;
    return {
      message(data) {
        journal(data);
        handler.message(data);
      },
      ...(messages !== undefined && {
        messages(data) {
          data.forEach(journal);
          messages(data);
        },
      }),
      pong: () => handler.pong(),
      close(code = closed ?? 1005) {
        const by = closed !== null ? 'self' : code === 1006 ? 'network' : 'peer';
        observer.closed(info, 'listener', code, by);
        handler.close(code);
      },
    };
  };
}

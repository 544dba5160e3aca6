import type { DialTarget } from '#harness/contract/device.ts';
import type { ClientSocketClass } from '#harness/contract/network.ts';
import type { BusPath, BusPathUser } from './bus-path.ts';

/** Between attempts: doubles from the first to the last, as y-websocket's does, which deadlines allow for. */
const shortestPauseMs = 100;
const longestPauseMs = 2_500;

export interface DialBusOptions {
  readonly target: DialTarget;
  readonly socketClass: ClientSocketClass;
  readonly user: BusPathUser;
  /** Id of the newest connection on the link. */
  connection(): string;
  told(status: 'connecting' | 'connected' | 'disconnected'): void;
}

/** Keeps a connection to another node's bus, as long as the process lives. */
export function dialBus({ target, socketClass, user, connection, told }: DialBusOptions): void {
  const url = target.template.replace(/\{id\}$/, '?bus');
  let failures = 0;

  function dial(): void {
    const socket = new socketClass(url);
    socket.binaryType = 'arraybuffer';
    let path: BusPath | null = null;
    told('connecting');

    function leave(): void {
      if (path === null) return;
      const left = path;
      path = null;
      told('disconnected');
      user.left(left);
    }

    socket.onopen = () => {
      failures = 0;
      path = {
        connection: connection(),
        link: target.link,
        end: 'dialler',
        send: (frame) => socket.send(frame),
        giveUp() {
          leave();
          socket.close();
        },
      };
      told('connected');
      user.joined(path);
    };
    socket.onmessage = ({ data }) => {
      if (path !== null && typeof data !== 'string') user.received(path, new Uint8Array(data));
    };
    // What was given up is over only here: the time-out for the next attempt belongs to the link, too.
    socket.onclose = () => {
      leave();
      setTimeout(dial, Math.min(longestPauseMs, shortestPauseMs * 2 ** failures++));
    };
  }

  dial();
}

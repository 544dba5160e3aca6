import { WebSocket } from 'ws';
import type {
  ClientSocket,
  ClientSocketClass,
  ConnectionInfo,
  NetworkObserver,
} from '#harness/contract/network.ts';
import { real } from '#harness/world/real.ts';
import type { RealLife } from '#harness/world/real-life.ts';
import { connectionHeaders } from './connection-headers.ts';
import type { Route } from './host-protocol.ts';

/** What a device dials with. */
export interface SocketDialler {
  readonly observer: NetworkObserver;
  readonly life: RealLife;
  /** The sockets that are not closed, kept here by the class. */
  readonly sockets: Set<DialledSocket>;
  /** The way a URL stands for; undefined where there is none. */
  resolve(url: string): Route | undefined;
  connectDelayMs(link: string): number;
  nextConnection(): string;
}

/** The harness's own hold on a socket. */
export interface DialledSocket {
  readonly link: string;
  /** Puts a byte on the wire that neither provider nor server is told of. */
  stir(): void;
  /** As when the process dies: what is in the kernel is still delivered. */
  kill(): void;
}

/** The class that a device's providers dial with: the `ws` package's, journalled, through the proxies. */
export function createSocketClass(dialler: SocketDialler): ClientSocketClass {
  const { observer, life, sockets } = dialler;

  return class ProxiedWebSocket implements ClientSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;

    binaryType = 'arraybuffer';
    onopen: ClientSocket['onopen'] = null;
    onmessage: ClientSocket['onmessage'] = null;
    onerror: ClientSocket['onerror'] = null;
    onclose: ClientSocket['onclose'] = null;
    readonly url: string;
    readonly #info: ConnectionInfo | null;
    #socket: WebSocket | null = null;
    #state: 0 | 1 | 2 | 3 = 0;
    #wasOpen = false;
    #closedBy: 'self' | 'network' = 'network';
    #sent = 0;
    #received = 0;

    constructor(url: string) {
      this.url = url;
      const route = dialler.resolve(url);
      if (route === undefined) {
        this.#info = null;
        real.setImmediate(() => life.deliver(() => this.#ended(1006, '', 'no link leads there')));
        return;
      }
      const { link, dialler: from, listener } = route;
      const { pathname, search } = new URL(url);
      const info = {
        id: dialler.nextConnection(),
        link,
        dialler: from,
        listener,
        room: roomIn(pathname),
      };
      this.#info = info;
      const target = `ws://${route.host}:${route.port}${pathname}${search}`;
      const delayMs = dialler.connectDelayMs(link);
      if (delayMs > 0) setTimeout(() => this.#connect(target, info), delayMs);
      else this.#connect(target, info);
    }

    get readyState(): number {
      return this.#state;
    }

    get bufferedAmount(): number {
      return this.#socket?.bufferedAmount ?? 0;
    }

    send(data: Uint8Array | ArrayBuffer | string): void {
      if (this.#state === 0) {
        throw new DOMException('the connection is still being established', 'InvalidStateError');
      }
      if (this.#state !== 1 || this.#info === null) return;
      const bytes = typeof data === 'string' ? Buffer.from(data) : new Uint8Array(data).slice();
      observer.sent(this.#info, 'dialler', `${this.#info.id}>${++this.#sent}`, bytes);
      this.#socket?.send(typeof data === 'string' ? data : bytes);
    }

    close(code?: number, reason = ''): void {
      if (this.#state >= 2) return;
      const wasConnecting = this.#state === 0;
      this.#state = 2;
      this.#closedBy = 'self';
      if (this.#socket === null) {
        setTimeout(() => this.#ended(1006, '', 'closed before the connection was established'), 0);
      } else if (wasConnecting) this.#socket.terminate();
      else this.#socket.close(code, reason);
    }

    #connect(target: string, info: ConnectionInfo): void {
      if (this.#state !== 0) return;
      const socket = new WebSocket(target, {
        perMessageDeflate: false,
        headers: connectionHeaders(info),
      });
      this.#socket = socket;
      socket.binaryType = 'arraybuffer';
      const held: DialledSocket = {
        link: info.link,
        stir() {
          if (socket.readyState === WebSocket.OPEN) socket.ping();
        },
        kill() {
          // An upgrade that is under way ends with an error which nobody is left to be told of.
          socket.removeAllListeners();
          socket.on('error', () => undefined);
          socket.terminate();
        },
      };
      sockets.add(held);
      socket.on('open', () => life.deliver(() => this.#opened(info)));
      socket.on('message', (data, isBinary) => {
        life.deliver(() => this.#message(info, bytesOf(data), isBinary));
      });
      socket.on('error', (error) => life.deliver(() => this.#failed(error.message)));
      socket.on('close', (code, reason) => {
        sockets.delete(held);
        life.deliver(() => this.#ended(code, reason.toString('utf8'), null));
      });
    }

    #opened(info: ConnectionInfo): void {
      if (this.#state !== 0) return;
      this.#state = 1;
      this.#wasOpen = true;
      observer.opened(info, 'dialler');
      this.onopen?.({ type: 'open' });
    }

    #message(info: ConnectionInfo, bytes: Uint8Array<ArrayBuffer>, isBinary: boolean): void {
      observer.received(info, 'dialler', `${info.id}<${++this.#received}`, bytes);
      // As in browsers, nothing is delivered once close() was called.
      if (this.#state !== 1) return;
      const data = isBinary ? bytes.buffer : new TextDecoder().decode(bytes);
      this.onmessage?.({ type: 'message', data });
    }

    #failed(message: string): void {
      this.onerror?.({ type: 'error', message });
    }

    #ended(code: number, reason: string, failure: string | null): void {
      if (this.#state === 3) return;
      this.#state = 3;
      if (failure !== null) this.#failed(failure);
      if (this.#info !== null && this.#wasOpen) {
        const by = code === 1006 ? this.#closedBy : this.#closedBy === 'self' ? 'self' : 'peer';
        observer.closed(this.#info, 'dialler', code, by);
      }
      this.onclose?.({ type: 'close', code, reason, wasClean: code !== 1006 });
    }
  };
}

/** Exactly the frame's bytes: receivers may keep the buffer. */
function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array<ArrayBuffer> {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return Uint8Array.from(Array.isArray(data) ? Buffer.concat(data) : data);
}

/** The last part of the path, decoded; '' where it cannot be. */
function roomIn(pathname: string): string {
  try {
    return decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
  } catch {
    return '';
  }
}

import type {
  ClientSocket,
  ClientSocketClass,
  NetworkObserver,
} from '#harness/contract/network.ts';
import type { VirtualTimer } from '#harness/world/virtual-timer.ts';
import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import type { Connecting } from './connect.ts';
import { closeTimeoutMs, serverFinTimeoutMs } from './kernel-timings.ts';
import type { EndHandlers, MemoryConnection } from './memory-connection.ts';

/** What a dial needs of the network. Exactly one of the two outcomes is told. */
export interface Dialler {
  readonly world: World;
  readonly observer: NetworkObserver;
  readonly zone: Zone;
  connect(
    handlers: EndHandlers,
    opened: (tcp: MemoryConnection) => void,
    failed: (reason: string) => void,
  ): Connecting | null;
}

/** Makes the class that a provider dials with; `dial` finds the way for a URL. */
export function createClientSocketClass(dial: (url: string) => Dialler): ClientSocketClass {
  return class MemoryWebSocket implements ClientSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;

    binaryType = 'blob';
    onopen: ClientSocket['onopen'] = null;
    onmessage: ClientSocket['onmessage'] = null;
    onerror: ClientSocket['onerror'] = null;
    onclose: ClientSocket['onclose'] = null;
    readonly url: string;
    readonly #dialler: Dialler;
    readonly #connecting: Connecting | null;
    #state: 0 | 1 | 2 | 3 = 0;
    #tcp: MemoryConnection | null = null;
    #unfinished: VirtualTimer | null = null;
    #discardedBytes = 0;
    /** Whose Close frame came first. */
    #closingBy: 'self' | 'peer' = 'self';
    #received: { readonly code: number; readonly reason: string } | null = null;

    constructor(url: string) {
      this.url = url;
      this.#dialler = dial(url);
      this.#connecting = this.#dialler.connect(
        this.#handlers(),
        (tcp) => this.#opened(tcp),
        (reason) => this.#failed(reason),
      );
    }

    get readyState(): number {
      return this.#state;
    }

    get bufferedAmount(): number {
      return this.#discardedBytes + (this.#tcp?.bufferedBytes('dialler') ?? 0);
    }

    send(data: Uint8Array | ArrayBuffer | string): void {
      if (this.#state === 0) {
        throw new DOMException('the connection is still being established', 'InvalidStateError');
      }
      if (this.#state !== 1) {
        this.#discardedBytes +=
          typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
        return;
      }
      this.#tcp?.send('dialler', typeof data === 'string' ? data : new Uint8Array(data).slice());
    }

    close(code = 1005, reason = ''): void {
      checkClose(code, reason);
      if (this.#state >= 2) return;
      const wasOpen = this.#state === 1;
      this.#state = 2;
      if (!wasOpen) {
        this.#connecting?.abort();
        this.#tcp?.finish('dialler');
        this.#later(0, () => this.#failed('closed before the connection was established'));
        return;
      }
      this.#tcp?.sendClose('dialler', code, reason);
      this.#unfinished = this.#later(closeTimeoutMs, () => this.#closed('self', false));
    }

    #opened(tcp: MemoryConnection): void {
      this.#tcp = tcp;
      if (this.#state !== 0) {
        tcp.finish('dialler');
        return;
      }
      this.#state = 1;
      this.#dialler.observer.opened(tcp.info, 'dialler');
      this.onopen?.({ type: 'open' });
    }

    #failed(message: string): void {
      if (this.#state === 3) return;
      this.#state = 3;
      this.onerror?.({ type: 'error', message });
      this.onclose?.({ type: 'close', code: 1006, reason: '', wasClean: false });
    }

    /** `wasClean`: a Close frame went each way, and TCP ended in good order. */
    #closed(by: 'self' | 'peer' | 'network', wasClean: boolean): void {
      if (this.#state === 3) return;
      this.#state = 3;
      if (this.#unfinished !== null) this.#dialler.world.cancel(this.#unfinished);
      const { code, reason } = this.#received ?? { code: 1006, reason: '' };
      if (this.#tcp !== null) {
        this.#tcp.finish('dialler');
        this.#dialler.observer.closed(this.#tcp.info, 'dialler', code, by);
      }
      this.onclose?.({ type: 'close', code, reason, wasClean });
    }

    #handlers(): EndHandlers {
      return {
        message: (frame) => {
          // As in browsers, nothing is delivered once close() was called.
          if (this.#state !== 1) return;
          const data = typeof frame === 'string' ? frame : bufferOf(frame);
          this.onmessage?.({ type: 'message', data });
        },
        closeFrame: (code, reason) => {
          this.#received = { code, reason };
          if (this.#state === 1) {
            this.#state = 2;
            this.#closingBy = 'peer';
            this.#tcp?.sendClose('dialler', code, reason);
          }
          if (this.#unfinished !== null) this.#dialler.world.cancel(this.#unfinished);
          this.#unfinished = this.#later(serverFinTimeoutMs, () =>
            this.#closed(this.#closingBy, true),
          );
        },
        ping: () => this.#tcp?.sendPong('dialler'),
        pong: () => undefined,
        ended: (by) => {
          if (this.#state === 0 || this.#tcp === null) this.#failed('ECONNRESET');
          else if (this.#received === null) this.#closed(by, false);
          else this.#closed(this.#closingBy, by === 'peer');
        },
      };
    }

    #later(delayMs: number, callback: () => void): VirtualTimer {
      const { world, zone } = this.#dialler;
      return world.schedule(delayMs, callback, { zone, kind: 'work', purpose: 'a closing socket' });
    }
  };
}

/** What browsers refuse to put in a Close frame. 1005 stands for no code. */
function checkClose(code: number, reason: string): void {
  if (code !== 1000 && code !== 1005 && !(code >= 3_000 && code <= 4_999)) {
    throw new DOMException(
      `close code ${code} is not allowed: use 1000 or 3000 to 4999`,
      'InvalidAccessError',
    );
  }
  if (Buffer.byteLength(reason) > 123) {
    throw new DOMException('a close reason has at most 123 bytes of UTF-8', 'SyntaxError');
  }
}

/** Exactly the frame's bytes: receivers may keep the buffer. */
function bufferOf(frame: Uint8Array): ArrayBuffer {
  return frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.byteLength) as ArrayBuffer;
}

import { EventEmitter } from 'node:events';
import type { Connection } from '#harness/contract/connection.ts';
import type {
  ServerSocket,
  ServerSocketDomEvents,
  ServerSocketEvents,
  SocketData,
} from '#harness/contract/in-process-target.ts';

type EventName = keyof ServerSocketEvents;
type DomListener = (event: never) => void;
type Done = (error?: Error) => void;

/** A connection of the simulator as `ws` shows it to a server. The adapter feeds it what arrives. */
export class SimulatedServerSocket implements ServerSocket {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readonly protocol = '';
  readonly extensions = '';
  binaryType = 'nodebuffer';
  readonly #connection: Connection;
  readonly #beforeSend: (frame: Uint8Array) => void;
  readonly #events = new EventEmitter();
  readonly #domListeners = new Map<DomListener, (...args: never[]) => void>();
  #isTerminated = false;
  #isClosed = false;

  /** `beforeSend` is shown every frame that is really sent. */
  constructor(connection: Connection, beforeSend: (frame: Uint8Array) => void) {
    this.#connection = connection;
    this.#beforeSend = beforeSend;
    // An `error` that nobody listens to would be thrown; none is ever emitted.
    this.#events.setMaxListeners(0);
  }

  get readyState(): 0 | 1 | 2 | 3 {
    if (this.#isClosed) return 3;
    const state = this.#connection.state?.() ?? 'open';
    return state === 'open' ? 1 : 2;
  }

  get bufferedAmount(): number {
    return this.#connection.bufferedBytes();
  }

  send(data: unknown, optionsOrDone?: object | Done, done?: Done): void {
    const told = typeof optionsOrDone === 'function' ? (optionsOrDone as Done) : done;
    if (this.readyState !== 1) {
      const error = new Error(`WebSocket is not open: readyState ${this.readyState}`);
      if (told !== undefined) process.nextTick(told, error);
      return;
    }
    const frame = bytesOf(data);
    this.#beforeSend(frame);
    if (isText(data, optionsOrDone) && this.#connection.sendText !== undefined)
      this.#connection.sendText(Buffer.from(frame).toString('utf8'));
    else this.#connection.send(frame);
    if (told !== undefined) process.nextTick(told);
  }

  ping(): void {
    this.#connection.ping();
  }

  /** Nothing to do: no client sends a ping. */
  pong(): void {}

  /** @throws as `ws` does where a Close frame cannot say this. */
  close(code?: number, reason: string | Buffer = ''): void {
    if (this.readyState !== 1) return;
    if (code !== undefined && !isCloseCode(code))
      throw new TypeError('First argument must be a valid error code number');
    if (Buffer.byteLength(reason) > 123)
      throw new RangeError('The message must not be greater than 123 bytes');
    this.#connection.close(code ?? 1005, String(reason));
  }

  terminate(): void {
    this.#isTerminated = true;
    if (this.#connection.terminate === undefined) this.#connection.close(1006, '');
    else this.#connection.terminate();
  }

  on<Name extends EventName>(
    event: Name,
    listener: (...args: ServerSocketEvents[Name]) => void,
  ): this {
    this.#events.on(event, listener as (...args: unknown[]) => void);
    return this;
  }

  once<Name extends EventName>(
    event: Name,
    listener: (...args: ServerSocketEvents[Name]) => void,
  ): this {
    this.#events.once(event, listener as (...args: unknown[]) => void);
    return this;
  }

  off<Name extends EventName>(
    event: Name,
    listener: (...args: ServerSocketEvents[Name]) => void,
  ): this {
    this.#events.off(event, listener as (...args: unknown[]) => void);
    return this;
  }

  addEventListener<Name extends keyof ServerSocketDomEvents>(
    event: Name,
    listener: (event: ServerSocketDomEvents[Name]) => void,
  ): void {
    if (this.#domListeners.has(listener)) return;
    const asEvent = (...args: never[]): void =>
      (listener as (event: unknown) => void)(domEvent(event, args));
    this.#domListeners.set(listener, asEvent);
    this.#events.on(event, asEvent as (...args: unknown[]) => void);
  }

  removeEventListener<Name extends keyof ServerSocketDomEvents>(
    event: Name,
    listener: (event: ServerSocketDomEvents[Name]) => void,
  ): void {
    const asEvent = this.#domListeners.get(listener);
    if (asEvent === undefined) return;
    this.#domListeners.delete(listener);
    this.#events.off(event, asEvent as (...args: unknown[]) => void);
  }

  /** A frame arrived. As in `ws`, and unlike in browsers, it is delivered while the socket closes, too. */
  receive(frame: Uint8Array | string): void {
    if (this.#isTerminated || this.#isClosed) return;
    const isBinary = typeof frame !== 'string';
    const data: SocketData =
      isBinary && this.binaryType === 'arraybuffer'
        ? new Uint8Array(frame).buffer
        : isBinary
          ? Buffer.from(frame)
          : Buffer.from(frame, 'utf8');
    this.#events.emit('message', data, isBinary);
  }

  receivePong(): void {
    this.#events.emit('pong', Buffer.alloc(0));
  }

  /** The connection is over. */
  ended(code: number): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events.emit('close', code, Buffer.alloc(0));
  }
}

function domEvent(
  event: keyof ServerSocketDomEvents,
  [first, second]: unknown[],
): ServerSocketDomEvents[keyof ServerSocketDomEvents] {
  switch (event) {
    case 'message':
      return { type: 'message', data: second === true ? (first as SocketData) : String(first) };
    case 'close': {
      const code = Number(first);
      return { type: 'close', code, reason: String(second), wasClean: code !== 1006 };
    }
    case 'error': {
      const error = first instanceof Error ? first : new Error(String(first));
      return { type: 'error', message: error.message, error };
    }
  }
}

/** What a Close frame may carry (RFC 6455, 7.4, and IANA's registry). */
function isCloseCode(code: number): boolean {
  const isReserved = code === 1004 || code === 1005 || code === 1006;
  return (code >= 1000 && code <= 1014 && !isReserved) || (code >= 3000 && code <= 4999);
}

/** As in `ws`: what is no bytes goes out as text, unless `binary` says otherwise. */
function isText(data: unknown, options: object | Done | undefined): boolean {
  const binary: unknown = typeof options === 'object' ? Reflect.get(options, 'binary') : undefined;
  return typeof binary === 'boolean'
    ? !binary
    : !(data instanceof ArrayBuffer || ArrayBuffer.isView(data));
}

/** A frame of its own: senders may use their buffer again. */
function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data.slice();
  if (data instanceof ArrayBuffer) return new Uint8Array(data).slice();
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  return Buffer.from(String(data), 'utf8');
}

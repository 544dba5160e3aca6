import { once } from 'node:events';
import type { Socket } from 'node:net';
import { within } from './within.ts';

/** How the other side's bytes ended. */
export type Ending = 'fin' | 'rst';

const boundMs = 10_000;

/** A TCP socket that remembers what came and how it ended; it never closes by itself. */
export class TracedSocket {
  readonly socket: Socket;
  readonly #pieces: Buffer[] = [];
  readonly #ending: Promise<Ending>;
  readonly #waiting = new Set<() => void>();
  #count = 0;

  /** The socket must have `allowHalfOpen`, or Node would answer a FIN on its own. */
  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#pieces.push(bytes);
      this.#count += bytes.length;
      for (const look of this.#waiting) look();
    });
    this.#ending = new Promise((resolve) => {
      socket.once('end', () => resolve('fin'));
      socket.once('error', () => resolve('rst'));
    });
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes, 'latin1');
  }

  /** FIN, once everything was sent. */
  finish(): void {
    this.socket.end();
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  async received(count: number): Promise<string> {
    await this.receivedWithin(boundMs, count);
    return this.bytes.toString('latin1');
  }

  async receivedWithin(ms: number, count: number): Promise<void> {
    await within(ms, `${count} bytes (${this.#count} so far)`, this.#arrival(count));
  }

  /** True once so many bytes came in all, false if the connection ended before. */
  receivedOrEnded(count: number): Promise<boolean> {
    const arrival = this.#arrival(count).then(() => true);
    const ending = this.#ending.then(() => false);
    return within(boundMs, `${count} bytes or the end`, Promise.race([arrival, ending]));
  }

  /** The ending and the number of bytes before it, such as `fin after 5`. */
  async ending(): Promise<string> {
    const ending = await within(boundMs, 'the end of a connection', this.#ending);
    return `${ending} after ${this.#count}`;
  }

  /** Resolves only after the socket's file descriptor is gone. */
  async closed(): Promise<void> {
    this.socket.destroy();
    if (!this.socket.closed) await once(this.socket, 'close');
  }

  #arrival(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#count < count) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

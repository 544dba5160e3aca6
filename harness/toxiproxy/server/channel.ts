/** A piece of a byte stream, at most 32 KiB, and when it reached the proxy (`performance.now()` ms). */
export interface Chunk {
  readonly bytes: Buffer;
  readonly arrivedMs: number;
}

/**
 * A queue between two stages of a link, with one producer and one consumer. Its capacity is a
 * request, not a limit: producers ask {@link hasRoom} first, but a stage that must stop may always
 * push what it holds, so that changing toxics never has to wait for a reader that does not read.
 */
export class Channel {
  /** Called after every push and at the end; the consumer's. */
  onReadable: () => void = () => {};
  /** Called after every shift; the producer's. */
  onRoom: () => void = () => {};
  readonly #capacity: number;
  readonly #chunks: Chunk[] = [];
  #closed = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get hasRoom(): boolean {
    return this.#chunks.length < this.#capacity;
  }

  /** True once the producer has ended it and everything before the end was taken. */
  get drained(): boolean {
    return this.#closed && this.#chunks.length === 0;
  }

  /** Appends a chunk; bytes pushed after the end are dropped, as they are after a closed pipe. */
  push(chunk: Chunk): void {
    if (this.#closed) return;
    this.#chunks.push(chunk);
    this.onReadable();
  }

  /** Marks the end of the stream, behind everything pushed so far. */
  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onReadable();
  }

  shift(): Chunk | undefined {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) this.onRoom();
    return chunk;
  }

  /** Hands over everything queued, in order, and the end if there was one. */
  moveTo(next: Channel): void {
    for (let chunk = this.shift(); chunk !== undefined; chunk = this.shift()) next.push(chunk);
    if (this.#closed) next.end();
  }
}

import type { Socket } from 'node:net';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { Channel } from './channel.ts';
import { Stage } from './stage.ts';
import type { Toxic } from './toxic.ts';

/** Node reads up to 64 KiB at once, the real server 32. */
const chunkBytes = 32 * 1024;

interface LinkOptions {
  readonly source: Socket;
  readonly target: Socket;
  readonly randomFor: (toxic: Toxic) => RandomGenerator;
  /** All bytes, and then the end, have been handed to the target. */
  readonly onEnd: () => void;
}

/**
 * One direction of one connection: source, stages in the order their toxics were added, target.
 * Without toxics, chunks go from source to target within one turn of the event loop. Changes to
 * the chain must not overlap (the proxy's mutex sees to it); data may flow meanwhile.
 */
export class Link {
  readonly #source: Socket;
  readonly #target: Socket;
  readonly #randomFor: (toxic: Toxic) => RandomGenerator;
  readonly #onEnd: () => void;
  readonly #last = new Channel(1);
  #stages: Stage[] = [];
  #ended = false;
  #disposed = false;

  constructor({ source, target, randomFor, onEnd }: LinkOptions) {
    this.#source = source;
    this.#target = target;
    this.#randomFor = randomFor;
    this.#onEnd = onEnd;
  }

  /** Builds the chain and lets data flow. */
  start(toxics: readonly Toxic[]): void {
    for (const toxic of toxics) this.#insertLast(toxic);
    this.#wire();
    for (const stage of this.#stages) stage.start();
    const end = (): void => this.#head.end();
    this.#source.on('data', (bytes: Buffer) => this.#read(bytes));
    this.#source.on('end', end).on('close', end);
    this.#target.on('drain', () => this.#write()).on('close', () => this.#write());
    this.#source.resume();
  }

  /** Adds a toxic behind all others. As in the real server, the one before it starts anew. */
  async append(toxic: Toxic): Promise<void> {
    const previous = this.#stages.at(-1);
    await previous?.stop();
    if (this.#disposed) return;
    const stage = this.#insertLast(toxic);
    this.#wire();
    stage.start();
    previous?.start();
  }

  /** Starts a toxic anew, with its new attributes and a new draw against its toxicity. */
  async restart(toxic: Toxic): Promise<void> {
    const stage = this.#stages.find((stage) => stage.toxic === toxic);
    await stage?.stop();
    if (!this.#disposed) stage?.start();
  }

  /** Takes a toxic out; what it held or had queued goes on to the next stage, in order. */
  async remove(toxic: Toxic): Promise<void> {
    const index = this.#stages.findIndex((stage) => stage.toxic === toxic);
    const stage = this.#stages[index];
    if (stage === undefined) return;
    const previous = this.#stages[index - 1];
    await stage.stop();
    await previous?.stop();
    if (this.#disposed) return;
    if (toxic.kind.closesOnRemoval) stage.output.end();
    stage.input.moveTo(stage.output);
    if (previous !== undefined) previous.output = stage.output;
    this.#stages.splice(index, 1);
    this.#wire();
    previous?.start();
  }

  /** Lets go of everything; the sockets are gone. */
  dispose(): void {
    this.#disposed = true;
    for (const stage of this.#stages) void stage.stop();
  }

  get #head(): Channel {
    return this.#stages[0]?.input ?? this.#last;
  }

  /** A new stage writes where the last one wrote, which now writes into the new one. */
  #insertLast(toxic: Toxic): Stage {
    const stage = new Stage(toxic, this.#last, this.#randomFor(toxic));
    const previous = this.#stages.at(-1);
    if (previous !== undefined) previous.output = stage.input;
    this.#stages.push(stage);
    return stage;
  }

  /** Tells each channel whom to wake, then wakes both ends, whose neighbours may have changed. */
  #wire(): void {
    for (const stage of this.#stages) {
      stage.input.onReadable = () => stage.wake();
      stage.output.onRoom = () => stage.wake();
    }
    this.#head.onRoom = () => this.#resume();
    this.#last.onReadable = () => this.#write();
    this.#resume();
    this.#write();
  }

  #resume(): void {
    if (this.#source.isPaused() && this.#head.hasRoom) this.#source.resume();
  }

  #read(bytes: Buffer): void {
    const arrivedMs = performance.now();
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      this.#head.push({ bytes: bytes.subarray(start, start + chunkBytes), arrivedMs });
    }
    if (!this.#head.hasRoom) this.#source.pause();
  }

  #write(): void {
    while (this.#target.destroyed || !this.#target.writableNeedDrain) {
      const chunk = this.#last.shift();
      if (chunk === undefined) break;
      if (!this.#target.destroyed) this.#target.write(chunk.bytes);
    }
    if (!this.#last.drained || this.#ended) return;
    this.#ended = true;
    this.#onEnd();
  }
}

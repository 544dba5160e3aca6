import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Attributes, Flow, ToxicKind } from '../toxics/toxic-kind.ts';
import type { Channel, Chunk } from './channel.ts';

/** Longer timers fire at once in Node. */
const longestTimerMs = 2 ** 31 - 1;

interface StageRunOptions {
  readonly kind: ToxicKind;
  readonly attributes: Attributes;
  readonly input: Channel;
  readonly output: Channel;
  readonly random: RandomGenerator;
  readonly state: { bytesPassed: number };
}

/**
 * One uninterrupted run of a toxic. All its waits are loops that look at the latched interrupt and
 * at the channels before they sleep, and nothing is awaited between looking and sleeping: a wake
 * cannot be lost.
 */
export class StageRun implements Flow {
  readonly random: RandomGenerator;
  readonly state: { bytesPassed: number };
  /** Settles when the toxic has put down all it held. */
  readonly done: Promise<void>;
  readonly #input: Channel;
  readonly #output: Channel;
  #interrupted = false;
  #closed = false;
  #resume: () => void = () => {};

  constructor({ kind, attributes, input, output, random, state }: StageRunOptions) {
    this.#input = input;
    this.#output = output;
    this.random = random;
    this.state = state;
    this.done = kind.pipe(this, attributes);
  }

  get interrupted(): boolean {
    return this.#interrupted;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Something changed: the run looks again at what it waits for. */
  wake(): void {
    this.#resume();
  }

  interrupt(): void {
    this.#interrupted = true;
    this.#resume();
  }

  async take(
    withinMs = Number.POSITIVE_INFINITY,
  ): Promise<Chunk | 'end' | 'interrupted' | 'elapsed'> {
    const timer = new Timer(withinMs, () => this.#resume());
    try {
      for (;;) {
        if (this.#interrupted) return 'interrupted';
        const chunk = this.#input.shift();
        if (chunk !== undefined) return chunk;
        if (this.#input.drained) return 'end';
        if (timer.elapsed) return 'elapsed';
        await this.#sleep();
      }
    } finally {
      timer.clear();
    }
  }

  async each(
    onChunk: (chunk: Chunk) => Promise<void>,
    onEnd: () => Promise<void> = async () => this.close(),
  ): Promise<void> {
    for (;;) {
      const taken = await this.take();
      if (taken === 'end') return onEnd();
      if (typeof taken === 'string') return;
      await onChunk(taken);
    }
  }

  async pass(chunk: Chunk): Promise<void> {
    while (!this.#output.hasRoom && !this.#interrupted) await this.#sleep();
    this.#output.push(chunk);
  }

  async wait(ms: number): Promise<void> {
    const timer = new Timer(ms, () => this.#resume());
    while (!timer.elapsed && !this.#interrupted) await this.#sleep();
    timer.clear();
  }

  close(): void {
    this.#closed = true;
    this.#output.end();
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }
}

/** A timer that remembers that it fired; none at all for an infinite wait. */
class Timer {
  elapsed: boolean;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, onElapsed: () => void) {
    this.elapsed = ms <= 0;
    if (this.elapsed || ms === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(
      () => {
        this.elapsed = true;
        onElapsed();
      },
      Math.min(Math.ceil(ms), longestTimerMs),
    );
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { noop } from '../toxics/noop.ts';
import { Channel } from './channel.ts';
import { StageRun } from './stage-run.ts';
import type { Toxic } from './toxic.ts';

/** A toxic at work on one direction of one connection; stopped and started anew at each change. */
export class Stage {
  readonly toxic: Toxic;
  readonly input: Channel;
  output: Channel;
  readonly #random: RandomGenerator;
  readonly #state = { bytesPassed: 0 };
  #run: StageRun | undefined;

  constructor(toxic: Toxic, output: Channel, random: RandomGenerator) {
    this.toxic = toxic;
    this.input = new Channel(toxic.kind.queueLength ?? 1);
    this.output = output;
    this.#random = random;
  }

  /** Whether the toxic has ended its output for good. */
  get closed(): boolean {
    return this.#run?.closed ?? false;
  }

  /** Runs the toxic, or a noop where a draw against its toxicity spares this connection. */
  start(): void {
    if (this.closed) return;
    const { kind, attributes, toxicity } = this.toxic;
    this.#run = new StageRun({
      kind: uniformFloat32(this.#random) < toxicity ? kind : noop,
      attributes,
      input: this.input,
      output: this.output,
      random: this.#random,
      state: this.#state,
    });
  }

  /** Resolves once the toxic has let go: all it held is in its output. */
  async stop(): Promise<void> {
    this.#run?.interrupt();
    await this.#run?.done;
  }

  wake(): void {
    this.#run?.wake();
  }
}

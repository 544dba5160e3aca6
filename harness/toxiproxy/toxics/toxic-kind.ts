import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Chunk } from '../server/channel.ts';

/** Attributes by their name on the wire; all of Toxiproxy's are integers. */
export type Attributes = Readonly<Record<string, number>>;

/** What a toxic on one direction of one connection sees. Every wait ends at once when interrupted. */
export interface Flow {
  /** Latched: the stage is to stop. Nothing un-latches it; the next run has a flow of its own. */
  readonly interrupted: boolean;
  readonly random: RandomGenerator;
  /** Lives as long as the connection, across interruptions. */
  readonly state: { bytesPassed: number };
  /** The next chunk; `elapsed` only if none came within the given ms. */
  take(withinMs?: number): Promise<Chunk | 'end' | 'interrupted' | 'elapsed'>;
  /** Runs for every chunk until interrupted or until the end, which is passed on unless handled. */
  each(onChunk: (chunk: Chunk) => Promise<void>, onEnd?: () => Promise<void>): Promise<void>;
  /** Hands a chunk on when the next stage has room, or at once when interrupted: never lost. */
  pass(chunk: Chunk): Promise<void>;
  wait(ms: number): Promise<void>;
  /** Ends the output; this stage is over. */
  close(): void;
}

/** One of Toxiproxy's toxics, as https://github.com/Shopify/toxiproxy#toxics names them. */
export interface ToxicKind {
  readonly type: string;
  /** Attribute names in wire order, with their defaults. */
  readonly defaults: Attributes;
  /** Chunks that may queue in front of it; elsewhere back-pressure reaches the sender at once. */
  readonly queueLength?: number;
  /** Removing it closes the connections it was on. */
  readonly closesOnRemoval?: true;
  /** Sockets of a connection that starts under it are closed by RST. */
  readonly resets?: true;
  /** Why these attributes cannot be honoured; only those that crash the real server. */
  refuse?(attributes: Attributes): string | undefined;
  /** Moves chunks from input to output until interrupted or closed. */
  pipe(flow: Flow, attributes: Attributes): Promise<void>;
}

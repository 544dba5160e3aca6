import type { Accept, NodeContext, NodeDevice } from './device.ts';
import type { NodeSpec } from './topology.ts';

/**
 * A node implementation as a process of its own, on real sockets and a real disk. What the process needs
 * is loaded with the module, so that its start takes no time of the run.
 */
export interface ProcessNode {
  readonly name: string;
  /** `facade` promises fast presence (AWARE-2). */
  readonly awareness: 'facade' | 'plain';
  /** Opens its storage in the folder, which is made if need be. */
  open(spec: NodeSpec, dataFolder: string): Promise<OpenedNode>;
}

/** A node whose storage is open. */
export interface OpenedNode {
  /** Null where the spec says `none`. */
  readonly storage: ProcessStorage | null;
  start(context: NodeContext): NodeDevice;
  /**
   * Takes WebSocket connections on a loopback port.
   * @throws UsageError if it cannot listen there.
   */
  listen(accept: Accept, port: number): Promise<Listening>;
}

/** What storage on a real disk can be made to suffer. */
export interface ProcessStorage {
  /** The next so many durable writes fail. */
  failNext(count: number): void;
  /** Every operation takes this much longer, milliseconds. */
  setDelay(delayMs: number): void;
  /** All content is gone. */
  destroy(): Promise<void>;
}

export interface Listening {
  /** Ends every connection and takes no more. */
  stop(): Promise<void>;
}

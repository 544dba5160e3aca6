/** How bytes travel on one link, both directions alike unless a fault says otherwise. */
export interface LinkProfile {
  /** One-way propagation delay, milliseconds. */
  readonly latencyMs: number;
  /** Uniform deviation of each segment's delay, milliseconds: latencyMs ± jitterMs, order kept. */
  readonly jitterMs: number;
  /** Bytes per second each way; undefined = unlimited. */
  readonly bytesPerSecond?: number | undefined;
  /** Added to every connection attempt before its first packet leaves, milliseconds. */
  readonly connectDelayMs: number;
}

/** A sync server: holds a replica per room, may dial other nodes. */
export interface NodeSpec {
  readonly kind: 'node';
  readonly name: string;
  /** Registry names of the nodes it dials, never its own. */
  readonly dials: readonly string[];
  /** `disk` keeps rooms across restarts; `none` keeps nothing. */
  readonly storage: 'disk' | 'none';
  readonly gc: boolean;
}

/** A browser-like replica: provider(s) and local persistence, no server. */
export interface ClientSpec {
  readonly kind: 'client';
  readonly name: string;
  /** Registry names of nodes, or `localhost`: the node on the same host. */
  readonly dials: readonly string[];
  /** The node whose machine this client runs on; gives `localhost` its meaning. */
  readonly host?: string;
  readonly storage: 'indexeddb' | 'none';
  readonly gc: boolean;
  /** What keeps the replica: yjs unless said otherwise. Only in a topology without nodes. */
  readonly engine?: 'yrs';
}

export type DeviceSpec = NodeSpec | ClientSpec;

/** Nodes, clients and links as plain data (JSON). Check it with `validateTopology`. */
export interface Topology {
  readonly name: string;
  /** Node name to URL template with `{id}` for the room, such as `ws://cloud.my-tailnet.ts.net:3913/rooms/{id}`. */
  readonly syncNodes: Readonly<Record<string, string>>;
  readonly devices: readonly DeviceSpec[];
  /** Profile of every link without an entry of its own in `links`. */
  readonly link: LinkProfile;
  /** Keyed by {@link linkId}. */
  readonly links?: Readonly<Record<string, LinkProfile>>;
}

/** The id of the directed path from a dialler to a listener: `phone->cloud`. */
export function linkId(dialler: string, listener: string): string {
  return `${dialler}->${listener}`;
}

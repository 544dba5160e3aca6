import type { Json } from './json.ts';

/** How a server frames the Yjs protocols on a WebSocket. */
export type DialectName = 'y-protocols' | 'hocuspocus';

/** Tokens a target understands. The token without any rights is `denied`. */
export interface TargetTokens {
  readonly readWrite: string;
  /** Must be refused. */
  readonly denied: string;
  /** May read, not write. */
  readonly readOnly?: string;
  /** As `readWrite`, but its check takes some hundred milliseconds. */
  readonly slow?: string;
  /** As `slow`, then refused. */
  readonly slowDenied?: string;
  /** As `readWrite`, until {@link RunningTarget.revoke} withdraws it. */
  readonly revocable?: string;
}

/**
 * What a target says it can do. A case that needs what is not declared is reported as unsupported
 * with that reason, never skipped in silence.
 */
export interface TargetCapabilities {
  /** Rooms outlive the process: a graceful stop and start over the same data folder keeps them. */
  readonly persistence?: true;
  /** A room outlives its last connection while the process runs. */
  readonly keepsIdleRooms?: true;
  readonly tokens?: TargetTokens;
  /** Message type 102 is echoed: when earlier updates are applied (`memory`) or durable (`disk`). */
  readonly acknowledges?: 'memory' | 'disk';
  /** The largest WebSocket message it accepts; one byte more is refused. */
  readonly maxMessageBytes?: number;
  /** It handles every message of a frame that carries several (y-websocket 4, yrs). */
  readonly multiMessageFrames?: true;
  /** It can dial other nodes: `start({peers})`. */
  readonly dialsPeers?: true;
  /** Periods of its keep-alive timers, for the judgement of quiescence. */
  readonly keepAliveMs?: readonly number[];
}

/** A failure known in advance. An entry whose case passes, or that names no case, fails the run. */
export interface ExpectedFailure {
  /** Case id, `YS-AWAR-008`; with `sometimes` also a glob. */
  readonly case: string;
  /** `sometimes`: a race; then a pass is not stale. Default: always. */
  readonly occurs?: 'always' | 'sometimes';
  /** Words of what came, for a defect that may strike in many cases: other failures stay unexpected. */
  readonly came?: string;
  /** One sentence for people: what the server does instead, and why. */
  readonly reason: string;
  /** Issue, documentation or a file in `reports/findings/`. */
  readonly link: string;
}

export interface StartOptions {
  /** Loopback TCP port to listen on. */
  readonly port: number;
  /** A folder of the instance's own; kept between start and start. */
  readonly dataDir: string;
  /** URL templates with `{id}` for the room of the nodes to dial. */
  readonly peers: readonly string[];
}

/** One life of a target's process. */
export interface RunningTarget {
  /** WebSocket URL of a room; the name is raw and the target encodes it. Rejects where a room cannot be had. */
  url(room: string): string | Promise<string>;
  /** False once the process has ended, whoever ended it. */
  alive(): boolean;
  /** Graceful end (SIGTERM, where the server handles it); resolves when the process is gone. */
  stop(): Promise<void>;
  /** As by power or `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Withdraws {@link TargetTokens.revocable}. */
  revoke?(): Promise<void>;
  /** The last lines that the process wrote, for the report of a failure. */
  output?(): string;
}

/** Whether a target can run on this machine. */
export type Availability =
  | { readonly available: true; readonly version: string }
  | { readonly available: false; readonly reason: string; readonly remedy: string };

interface TargetDescription {
  /** Kebab-case; the name of its folder in `nodes/targets`. */
  readonly name: string;
  readonly dialect: DialectName;
  readonly capabilities?: TargetCapabilities;
  readonly expectedFailures?: readonly ExpectedFailure[];
  /** Sent with every upgrade request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Settings worth knowing when reading its results, for people. */
  readonly settings?: Json;
}

/** A server that the suite starts, stops and kills. */
export interface SocketTarget extends TargetDescription {
  /** Where it listens whatever port it is given, so that there is one instance at a time. */
  readonly fixedPort?: number;
  availability?(): Promise<Availability>;
  /** Resolves when it accepts connections. Rejects with UsageError when it does not come up. */
  start(options: StartOptions): Promise<RunningTarget>;
}

/** A server that runs already; nothing of its process can be controlled. */
export interface DeployedTarget extends TargetDescription {
  url(room: string): string | Promise<string>;
}

/** A server implementation put under test over real sockets. */
export type Target = SocketTarget | DeployedTarget;

import type { Target } from '#harness/contract/target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { ServerControl } from './case-context.ts';
import { standing, type Peer } from './peer/peer.ts';
import { createReplica } from './peer/replica.ts';
import { dialPeer } from './peer/socket-peer.ts';
import { createPulse } from './pulse.ts';
import type { Dialect } from './wire/dialect.ts';
import { dialectOf } from './wire/dialect-of.ts';
import { createWireLog } from './wire/wire-log.ts';

export interface PreflightOptions {
  readonly target: Target;
  readonly dialect: Dialect;
  readonly server: ServerControl;
  readonly roomPrefix: string;
  readonly token: string | null;
  readonly deadlineMs: number;
}

/**
 * Dials one room and requires a sync message. A wrong address, path, token or dialect is the
 * caller's mistake: one UsageError with the remedy, not a hundred failures.
 */
export async function preflight(options: PreflightOptions): Promise<void> {
  const room = `${options.roomPrefix}yardstick-preflight`;
  const url = await options.server.url(room);
  const { peer, isAnswered } = await visit(options, room, url, options.dialect);
  if (speaksSync(peer)) return;
  if (!isAnswered) {
    throw new UsageError(
      `${url}: something accepts the connection, but does not answer the WebSocket upgrade within ${options.deadlineMs / 1000} s. Check that this is the port of a WebSocket server.`,
    );
  }
  throw new UsageError(`${url}: ${await diagnose(options, room, url, peer)}`);
}

async function diagnose(
  options: PreflightOptions,
  room: string,
  url: string,
  peer: Peer,
): Promise<string> {
  const { end } = peer;
  const denial = peer.received.find(({ kind }) => kind === 'denied');
  if (denial?.kind === 'denied') {
    return `permission denied ("${denial.reason}"). Give a valid token with --token, or a header with --header.`;
  }
  if (end?.kind === 'refused') {
    if (end.status === 401 || end.status === 403) {
      return `HTTP ${end.status}. Give a valid token with --token, or a header with --header.`;
    }
    if (end.status !== null && end.status >= 500) {
      return `HTTP ${end.status} instead of a WebSocket: the server failed, or what stands before it; see its log. A wrong path may be the cause too: the room is appended to the URL, or put {room} where it belongs.`;
    }
    if (end.status !== null) {
      return `HTTP ${end.status} instead of a WebSocket. Check the path: the room is appended to the URL, or put {room} where it belongs.`;
    }
    return `nothing answers (${end.reason}). Start the server, or let --command start it.`;
  }
  const other = options.dialect.name === 'hocuspocus' ? 'y-protocols' : 'hocuspocus';
  const { peer: second } = await visit(options, room, url, dialectOf(other));
  if (speaksSync(second) || wasDenied(second)) {
    return `this server speaks the "${other}" dialect, not "${options.dialect.name}". Use --dialect ${other}.`;
  }
  if (end !== null) {
    return `${standing(peer)} before any sync message. Check the path, --token and --dialect.`;
  }
  return `no sync message of the "${options.dialect.name}" dialect within ${options.deadlineMs / 1000} s of step 1. Check that this is a Yjs server, the path, and --dialect.`;
}

async function visit(
  options: PreflightOptions,
  room: string,
  url: string,
  dialect: Dialect,
): Promise<{ readonly peer: Peer; readonly isAnswered: boolean }> {
  const pulse = createPulse();
  const replica = createReplica();
  let isAnswered = false;
  const { peer, opened, dispose } = dialPeer({
    name: 'preflight',
    room,
    url,
    token: options.target.capabilities?.tokens?.readWrite ?? options.token,
    headers: { ...options.target.headers },
    dialect,
    replica,
    conduct: 'reader',
    pings: 'answer',
    first: [],
    log: createWireLog(() => 0),
    fault: () => undefined,
    pulse: pulse.beat,
  });
  void opened.then(() => {
    isAnswered = true;
  });
  await pulse.until(
    () => speaksSync(peer) || wasDenied(peer) || peer.end !== null,
    options.deadlineMs,
  );
  pulse.stop();
  dispose();
  replica.doc.destroy();
  return { peer, isAnswered: isAnswered || peer.end !== null };
}

function wasDenied({ received }: Peer): boolean {
  return received.some(({ kind }) => kind === 'denied');
}

function speaksSync({ received }: Peer): boolean {
  return received.some(({ kind }) => kind === 'step1' || kind === 'step2' || kind === 'update');
}

import type { TargetTokens } from '#harness/contract/target.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { CaseContext, JoinOptions, ServerControl } from './case-context.ts';
import { Nonconformance } from './nonconformance.ts';
import { difference } from './peer/difference.ts';
import { openRawSocket } from './peer/open-raw-socket.ts';
import { isSynced, standing, type Peer } from './peer/peer.ts';
import { bodyOf, createReplica, usersOf } from './peer/replica.ts';
import { dialPeer, type DiallingPeer } from './peer/socket-peer.ts';
import type { CaseSetting } from './case-setting.ts';
import { createPulse } from './pulse.ts';
import { Unsupported } from './unsupported.ts';

/** A context and what ends it: every socket, timer and node that the case made. */
export interface OpenContext {
  readonly context: CaseContext;
  dispose(): Promise<void>;
}

export function createContext(setting: CaseSetting): OpenContext {
  const { target, dialect, log, deadlineMs } = setting;
  const pulse = createPulse();
  const dialled: DiallingPeer[] = [];
  const nodes: ServerControl[] = [];
  const faults: string[] = [];
  let over = false;
  const readWrite = target.capabilities?.tokens?.readWrite ?? setting.token;

  async function connect(name: string, options: JoinOptions = {}): Promise<Peer> {
    const room = options.room ?? setting.room;
    const base = await (options.at ?? setting.server).url(room).catch((error: unknown) => {
      throw new Unsupported(`the target offers no room "${clip(room)}": ${String(error)}`);
    });
    // Of several dials, one failed and ended the case: whoever still waited for a URL dials no more.
    if (over) throw new HarnessFault('the case dials after its end');
    const url = options.query === undefined ? base : `${base}?${options.query}`;
    const dialling = dialPeer({
      name,
      room,
      url,
      token: options.token === undefined ? readWrite : options.token,
      headers: { ...target.headers },
      dialect,
      replica: options.replica ?? createReplica(),
      conduct: options.conduct ?? 'client',
      pings: options.pings ?? 'answer',
      first: options.first ?? [],
      log,
      fault: (what) => faults.push(what),
      pulse: pulse.beat,
    });
    dialled.push(dialling);
    await Promise.race([dialling.opened, pulse.elapsed(deadlineMs)]);
    return dialling.peer;
  }

  async function until(
    expected: string,
    condition: () => boolean,
    actual: () => string,
    slowMs?: number,
  ): Promise<void> {
    const withinMs = slowMs === undefined ? deadlineMs : slowMs * setting.timeScale;
    const met = await pulse.until(() => faults.length > 0 || condition(), withinMs);
    const [fault] = faults;
    if (fault !== undefined) throw new Nonconformance('frames that a client can apply', fault);
    if (!met)
      throw new Nonconformance(`${expected}, within ${(slowMs ?? deadlineMs) / 1000} s`, actual());
  }

  const context: CaseContext = {
    room: setting.room,
    capabilities: target.capabilities ?? {},
    get tokens(): TargetTokens {
      const tokens = target.capabilities?.tokens;
      if (tokens === undefined) throw new HarnessFault('the case uses tokens without needing them');
      return tokens;
    },
    server: setting.server,
    deadlineMs,
    connect,
    async join(name, options) {
      const peer = await connect(name, options);
      await until(
        `${name} gets a sync step 2 after its step 1`,
        () => isSynced(peer) || peer.end !== null,
        () => `${peer.received.length} other messages; ${standing(peer)}`,
      );
      if (!isSynced(peer)) {
        throw new Nonconformance(`${name} is accepted and gets a sync step 2`, standing(peer));
      }
      return peer;
    },
    peers: () => dialled.map(({ peer }) => peer),
    until,
    require(expected, holds, actual) {
      if (!holds) throw new Nonconformance(expected, actual);
    },
    sees: (peer, words) =>
      until(
        `${peer.name} has "${clip(words)}"`,
        () => bodyOf(peer.replica).includes(words),
        () => `its text is "${clip(bodyOf(peer.replica))}"; ${standing(peer)}`,
      ),
    async shows(peer, users) {
      const wanted = [...users].sort().join(', ');
      const expected = `${peer.name} is shown the users [${wanted}]`;
      const shown = (): string => usersOf(peer.replica).join(', ');
      const actual = (): string => `it is shown [${shown()}]; ${standing(peer)}`;
      await until(expected, () => peer.end !== null || shown() === wanted, actual);
      // A provider whose connection ended shows nobody else: that proves nothing of the server.
      if (peer.end !== null) throw new Nonconformance(expected, actual());
    },
    converge(...peers) {
      const [first, ...others] = peers;
      if (first === undefined) throw new HarnessFault('converge needs peers');
      const differing = (): string | null => {
        for (const peer of others) {
          const found = difference(first.replica, peer.replica);
          if (found !== null) return `${first.name} and ${peer.name}: ${found}`;
        }
        return null;
      };
      return until(
        `${peers.map(({ name }) => name).join(', ')} have equal documents`,
        () => differing() === null,
        () => `${differing() ?? 'equal'}; ${peers.map(standing).join('; ')}`,
      );
    },
    ended: (peer) =>
      until(
        `${peer.name}'s connection has ended`,
        () => peer.end !== null,
        () => standing(peer),
      ),
    async quiet() {
      await pulse.silence(setting.silenceMs, deadlineMs);
    },
    pass: (ms) => pulse.elapsed(ms * setting.timeScale),
    async upgradeByHand() {
      const url = dialect.url(await setting.server.url(setting.room), readWrite);
      return openRawSocket(url, { ...target.headers });
    },
    async startNode(dials) {
      const node = await setting.startNode(dials);
      nodes.push(node);
      return node;
    },
    note: (text) => log.note('case', text),
  };

  return {
    context,
    async dispose() {
      over = true;
      pulse.stop();
      for (const { dispose } of dialled) dispose();
      for (const { peer } of dialled) peer.replica.doc.destroy();
      await Promise.all(nodes.map((node) => node.kill()));
    },
  };
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}... (${text.length} characters)` : text;
}

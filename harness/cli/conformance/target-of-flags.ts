import type { DialectName, SocketTarget, Target, TargetTokens } from '#harness/contract/target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { spawnServer } from '#nodes/targets/spawn-server.ts';
import { acceptsTcp } from '#scenarios/conformance/accepts-tcp.ts';
import type { ConformanceFlags } from './flags.ts';
import { loadTarget } from './load-target.ts';
import { urlOfRoom } from './url-of-room.ts';

/** The target that a URL, `--target` or `--command` names. Throws UsageError unless it is one of them. */
export async function targetOfFlags(
  url: string | undefined,
  flags: ConformanceFlags,
): Promise<Target> {
  const given = [url, flags.target, flags.command].filter((way) => way !== undefined);
  if (given.length !== 1) {
    throw new UsageError(
      `give one server: a URL, --target NAME or FILE, or --command CMD with --url URL; ${given.length === 0 ? 'none was' : `${given.length} were`} given`,
    );
  }
  const headers = parseHeaders(flags.header);
  if (flags.target !== undefined) {
    const target = await loadTarget(flags.target);
    return { ...target, headers: { ...target.headers, ...headers } };
  }
  const dialect = parseDialect(flags.dialect);
  const shared = { dialect, headers, ...tokensOf(flags, headers) };
  if (flags.command === undefined) {
    const deployed = url ?? '';
    return { name: deployed, ...shared, url: urlOfRoom(deployed, dialect) };
  }
  if (flags.url === undefined) {
    throw new UsageError('--command needs --url: the address at which the command listens');
  }
  return commandTarget(flags.command, flags.url, shared);
}

/** Somebody's own server: it listens where it says, so that there is one at a time. */
function commandTarget(
  command: string,
  server: string,
  shared: Pick<SocketTarget, 'dialect' | 'headers' | 'capabilities'>,
): SocketTarget {
  const url = urlOfRoom(server, shared.dialect);
  const { port, protocol } = new URL(server.replaceAll('{room}', 'room'));
  const fixedPort = port === '' ? (protocol === 'wss:' ? 443 : 80) : Number(port);
  return {
    name: command,
    ...shared,
    capabilities: { ...shared.capabilities, persistence: true, keepsIdleRooms: true },
    fixedPort,
    async start() {
      if (await acceptsTcp(fixedPort)) {
        throw new UsageError(
          `something listens on port ${fixedPort} already: stop it, or test it by its URL without --command`,
        );
      }
      return spawnServer({ name: command, command, port: fixedPort, url });
    },
  };
}

/** With headers it is unknown what a missing token would mean. */
function tokensOf(
  { token }: ConformanceFlags,
  headers: Readonly<Record<string, string>>,
): { capabilities?: { tokens: TargetTokens } } {
  if (token === undefined || Object.keys(headers).length > 0) return {};
  return { capabilities: { tokens: { readWrite: token, denied: `${token}-wrong` } } };
}

function parseDialect(dialect: string): DialectName {
  if (dialect === 'y-protocols' || dialect === 'hocuspocus') return dialect;
  throw new UsageError(`--dialect is "${dialect}"; it must be y-protocols or hocuspocus`);
}

function parseHeaders(headers: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    headers.map((header) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(header) ?? [];
      if (name === undefined || value === undefined) {
        throw new UsageError(`--header "${header}" must be "Name: value"`);
      }
      return [name, value];
    }),
  );
}

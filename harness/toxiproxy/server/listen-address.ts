import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Where a proxy listens; the host is an IP address. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Go's text of an address: `127.0.0.1:80`, `[::1]:80`. */
export function addressText({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Splits `host:port` as Go's `net.SplitHostPort` does, without looking at either. */
export function splitHostPort(address: string): { host: string; port: string } {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(address);
  if (match === null) {
    const problem =
      /:.*:/.test(address) && !address.includes('[') ? 'too many colons' : 'missing port';
    throw new Error(`address ${address}: ${problem} in address`);
  }
  return { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' };
}

/**
 * Resolves the `listen` of a proxy. None at all means any free port on loopback (the real server
 * takes every interface); an empty host in `:80` means every interface, having been asked for.
 * @throws Error worded as Go words it.
 */
export async function resolveListenAddress(listen: string): Promise<ListenAddress> {
  if (listen === '') return { host: '127.0.0.1', port: 0 };
  const { host, port } = splitHostPort(listen);
  const portNumber = port === '' ? 0 : Number(port);
  if (!/^-?\d*$/.test(port)) throw new Error(`lookup tcp/${port}: unknown port`);
  if (portNumber < 0 || portNumber > 65_535) throw new Error(`address ${port}: invalid port`);
  if (host === '') return { host: '::', port: portNumber };
  if (isIP(host) !== 0) return { host, port: portNumber };
  try {
    const { address } = await lookup(host, { order: 'ipv4first' });
    return { host: address, port: portNumber };
  } catch {
    throw new Error(`lookup ${host}: no such host`);
  }
}

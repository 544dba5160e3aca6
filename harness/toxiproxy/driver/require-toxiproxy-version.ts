import type { Toxiproxy } from 'toxiproxy-node-client';
import { UsageError } from '#harness/contract/usage-error.ts';
import { withDeadline } from './request-deadline.ts';

const remedy =
  'start Toxiproxy 2.5 or later there (docker compose -f docker-compose.toxiproxy.yml up -d), or unset TOXIPROXY_URL to use the embedded one.';

/**
 * The version a server answers with; `git` where it was built without one.
 * @throws UsageError if nothing answers, or not like Toxiproxy 2.5 or later: older ones lack
 * `reset_peer` and JSON versions.
 */
export async function requireToxiproxyVersion(client: Toxiproxy, ms: number): Promise<string> {
  const text = await withDeadline(ms, 'GET /version', client.getVersion()).catch((cause: Error) => {
    throw new UsageError(`No Toxiproxy at ${client.host} (${cause.message}): ${remedy}`, { cause });
  });
  const version = /^(?:\{"version": ")?(git|\d+\.\d+\.\d+)[^\n]*\n?$/.exec(text)?.[1];
  if (version === undefined) {
    throw new UsageError(`What answers at ${client.host} is not Toxiproxy: ${remedy}`);
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version !== 'git' && (major < 2 || (major === 2 && minor < 5))) {
    throw new UsageError(`Toxiproxy at ${client.host} is ${version}, too old: ${remedy}`);
  }
  return version;
}

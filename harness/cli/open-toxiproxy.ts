import {
  connectToxiproxy,
  type ToxiproxyDriver,
} from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import { readToxiproxyConfig } from '#harness/toxiproxy/driver/toxiproxy-config.ts';
import { startToxiproxyWorker } from '#harness/toxiproxy/start-toxiproxy-worker.ts';

/** The embedded server never hangs, so that only a starved machine answers late, milliseconds. */
const embeddedTimeoutMs = 60_000;

/** A Toxiproxy server for the runs of one command. */
export interface OpenedToxiproxy {
  /** A driver of its own for each run; the first starts the server where none runs yet. */
  connect(): Promise<ToxiproxyDriver>;
  /** Stops what was started. Drivers must be closed before. */
  close(): Promise<void>;
}

/**
 * The server that the environment names, else the embedded one in a thread of its own.
 * @throws UsageError (from `connect`) if nothing usable answers, or the environment is wrong.
 */
export function openToxiproxy(env: Readonly<Record<string, string | undefined>>): OpenedToxiproxy {
  let embedded: ReturnType<typeof startToxiproxyWorker> | null = null;
  return {
    async connect() {
      const config = readToxiproxyConfig(env);
      const { apiUrl } = config;
      if (apiUrl !== undefined) return connectToxiproxy({ ...config, apiUrl });
      const { url } = await (embedded ??= startToxiproxyWorker());
      return connectToxiproxy({ ...config, apiUrl: url, requestTimeoutMs: embeddedTimeoutMs });
    },
    async close() {
      await (await embedded)?.stop();
      embedded = null;
    },
  };
}

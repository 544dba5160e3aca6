import {
  connectToxiproxy,
  type ToxiproxyDriver,
} from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import { readToxiproxyConfig } from '#harness/toxiproxy/driver/toxiproxy-config.ts';
import { startToxiproxyWorker } from '#harness/toxiproxy/start-toxiproxy-worker.ts';

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
      const apiUrl = config.apiUrl ?? (await (embedded ??= startToxiproxyWorker())).url;
      return connectToxiproxy({ ...config, apiUrl });
    },
    async close() {
      await (await embedded)?.stop();
      embedded = null;
    },
  };
}

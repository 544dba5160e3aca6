import {
  connectToxiproxy,
  type ToxiproxyDriver,
} from '#harness/toxiproxy/driver/connect-toxiproxy.ts';
import { readToxiproxyConfig } from '#harness/toxiproxy/driver/toxiproxy-config.ts';
import { startToxiproxyWorker } from '#harness/toxiproxy/start-toxiproxy-worker.ts';

/** A Toxiproxy server for the runs of one command. */
export interface OpenedToxiproxy {
  /** Starts or connects at the first call. */
  driver(): Promise<ToxiproxyDriver>;
  close(): Promise<void>;
}

/**
 * The server that the environment names, else the embedded one in a thread of its own.
 * @throws UsageError (from `driver`) if nothing usable answers, or the environment is wrong.
 */
export function openToxiproxy(env: Readonly<Record<string, string | undefined>>): OpenedToxiproxy {
  let opened: Promise<{ driver: ToxiproxyDriver; stop(): Promise<void> }> | null = null;

  async function open(): Promise<{ driver: ToxiproxyDriver; stop(): Promise<void> }> {
    const { apiUrl, ...config } = readToxiproxyConfig(env);
    if (apiUrl !== undefined) {
      return {
        driver: await connectToxiproxy({ apiUrl, ...config }),
        stop: () => Promise.resolve(),
      };
    }
    const { url, stop } = await startToxiproxyWorker();
    return { driver: await connectToxiproxy({ apiUrl: url, ...config }), stop };
  }

  return {
    driver: async () => (await (opened ??= open())).driver,
    async close() {
      if (opened === null) return;
      const { driver, stop } = await opened;
      await driver.close();
      await stop();
    },
  };
}

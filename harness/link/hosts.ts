import type { Accept } from '#harness/contract/device.ts';
import type { DeviceLife } from '#harness/world/zone.ts';

/** A machine as the network sees it. */
export interface Host {
  powered: boolean;
  /** Null while awake. */
  asleepSinceMs: number | null;
  /** The process that listens, if any. */
  listener: { readonly life: DeviceLife; readonly accept: Accept } | null;
}

/** Hosts by device name, each made when it is first named. */
export function createHosts(): (device: string) => Host {
  const hosts = new Map<string, Host>();
  return (device) => {
    let host = hosts.get(device);
    if (host === undefined) {
      host = { powered: true, asleepSinceMs: null, listener: null };
      hosts.set(device, host);
    }
    return host;
  };
}

import type { History } from '#harness/contract/history.ts';
import type { ReplicaRecord } from '#harness/contract/run-record.ts';

/** What a device's connections came to at the end of a run, for one room. */
export interface ReplicaStatus {
  /** Providers that say synced, of all the device dials. */
  readonly synced: number;
  readonly dialled: number;
  /** Open connections that others dialled. */
  readonly accepted: number;
  readonly running: boolean;
}

/** The end of the status, sync, open, close, start and stop events of a replica's device. */
export function replicaStatus(history: History, { name, room }: ReplicaRecord): ReplicaStatus {
  const providers = new Map<string, boolean>();
  const accepted = new Set<string>();
  let running = false;
  for (const event of history.events) {
    if (event.device !== name || ('room' in event && event.room !== room)) continue;
    if (event.kind === 'start') running = true;
    else if (event.kind === 'stop') {
      running = false;
      providers.clear();
      accepted.clear();
    } else if (event.kind === 'status') {
      if (event.status === 'closed') providers.delete(event.link);
      else if (event.status !== 'connected' || !providers.has(event.link))
        providers.set(event.link, false);
    } else if (event.kind === 'sync') providers.set(event.link, event.synced);
    else if (event.kind === 'open' && event.end === 'listener') accepted.add(event.connection);
    else if (event.kind === 'close') accepted.delete(event.connection);
  }
  const synced = [...providers.values()].filter(Boolean).length;
  return { synced, dialled: providers.size, accepted: accepted.size, running };
}

/** The status in words, such as `synced x3`. */
export function statusWords({ synced, dialled, accepted, running }: ReplicaStatus): string {
  if (!running) return 'stopped';
  const out =
    dialled === 0
      ? []
      : [synced === dialled ? `synced x${synced}` : `synced x${synced} of ${dialled}`];
  return [...out, ...(accepted === 0 ? [] : [`serves ${accepted}`])].join(', ') || 'alone';
}

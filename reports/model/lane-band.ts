import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { FaultWindow } from './fault-window.ts';

/** A time in which a device was not as usual. */
export interface LaneBand {
  readonly device: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: 'stopped' | 'offline' | 'fault';
  readonly words: string;
}

/** Stops, offline periods and lasting faults of devices, up to the end of the run. */
export function laneBands(
  events: readonly HistoryEvent[],
  windows: readonly FaultWindow[],
  durationMs: number,
): readonly LaneBand[] {
  const bands: LaneBand[] = windows.flatMap(({ device, fromMs, toMs, kind, words }) =>
    device === '' || toMs === null || kind === 'crash' || kind === 'power-loss'
      ? []
      : [
          {
            device,
            fromMs,
            toMs: Math.min(toMs, durationMs),
            kind: kind === 'offline' ? 'offline' : 'fault',
            words,
          },
        ],
  );
  const stopped = new Map<string, { fromMs: number; words: string }>();
  for (const event of events) {
    if (event.kind === 'stop') {
      stopped.set(event.device, { fromMs: event.atMs, words: stopWords[event.cause] });
    } else if (event.kind === 'start') {
      const since = stopped.get(event.device);
      if (since !== undefined)
        bands.push({ device: event.device, toMs: event.atMs, kind: 'stopped', ...since });
      stopped.delete(event.device);
    }
  }
  for (const [device, since] of stopped)
    bands.push({ device, toMs: durationMs, kind: 'stopped', ...since });
  return bands;
}

const stopWords = {
  close: 'closed',
  kill: 'killed',
  'power-loss': 'no power',
  exception: 'died',
} as const;

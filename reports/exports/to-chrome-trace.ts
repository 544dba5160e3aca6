import type { RunView } from '#harness/contract/run-view.ts';
import { eventWords } from '../model/event-words.ts';
import { faultWindows } from '../model/fault-window.ts';
import { flightsOf } from '../model/flights.ts';

/**
 * A run in the Trace Event Format, for chrome://tracing and Perfetto: a thread for each device,
 * messages as flows between them, faults as slices of their own thread.
 */
export function toChromeTrace({ history, record, title }: RunView): string {
  const devices = ['', ...history.topology.devices.map(({ name }) => name)];
  const thread = (device: string): number => Math.max(0, devices.indexOf(device));
  const endMs = history.events.at(-1)?.atMs ?? 0;
  const names = devices.map((name, tid) => ({
    ph: 'M',
    pid: 1,
    tid,
    name: 'thread_name',
    args: { name: name === '' ? 'faults' : name },
  }));
  const moments = history.events
    .filter(({ kind }) => kind !== 'send' && kind !== 'receive' && kind !== 'fault')
    .map((event) => ({
      ph: 'i',
      s: 't',
      pid: 1,
      tid: thread(event.device),
      ts: micro(event.atMs),
      name: event.kind,
      args: { seq: event.seq, what: eventWords(event) },
    }));
  const faults = faultWindows(history.events).map(({ fromMs, toMs, words, device }) => ({
    ph: 'X',
    pid: 1,
    tid: thread(device),
    ts: micro(fromMs),
    dur: micro(Math.min(toMs ?? fromMs, endMs) - fromMs),
    name: words,
    cat: 'fault',
  }));
  const flows = flightsOf(history.events).flatMap((flight): readonly object[] => {
    const base = { pid: 1, cat: flight.frame, name: flight.frame };
    const slice = {
      ...base,
      ph: 'X',
      dur: 1,
      args: { message: flight.message, link: flight.link },
    };
    const from = { tid: thread(flight.from), ts: micro(flight.sentMs) };
    if (flight.receivedMs === null) return [{ ...slice, ...from, name: `${flight.frame} (lost)` }];
    const to = { tid: thread(flight.to), ts: micro(flight.receivedMs) };
    return [
      { ...slice, ...from },
      { ...slice, ...to },
      { ...base, ...from, ph: 's', id: flight.message },
      { ...base, ...to, ph: 'f', bp: 'e', id: flight.message },
    ];
  });
  return `${JSON.stringify({
    displayTimeUnit: 'ms',
    otherData: { scenario: record.scenario, seed: record.seed, title },
    traceEvents: [...names, ...faults, ...moments, ...flows],
  })}\n`;
}

function micro(ms: number): number {
  return Math.round(ms * 1000);
}

import type { EventOf, HistoryEvent } from '#harness/contract/history-event.ts';
import type { Action } from '#harness/contract/schedule.ts';

/** A fault from when it was injected to when it was ended. */
export interface FaultWindow {
  readonly fromMs: number;
  /** Null: a fault of one instant. `Infinity`: never ended. */
  readonly toMs: number | null;
  readonly kind: Action['do'];
  /** The device it befell; '' for a fault of links. */
  readonly device: string;
  readonly links: readonly string[];
  /** What it is, in words without its time. */
  readonly words: string;
}

type Injection = EventOf<'fault' | 'heal'>;

function isInjection(event: HistoryEvent): event is Injection {
  return event.kind === 'fault' || event.kind === 'heal';
}

/** What ends each fault that lasts; the others are of one instant. */
export const endedBy: Partial<Record<Action['do'], Action['do']>> = {
  partition: 'heal',
  cut: 'heal',
  shape: 'heal',
  offline: 'online',
  crash: 'restart',
  'power-loss': 'restart',
  sleep: 'wake',
};

/** Every fault of a history with its end, in order of injection. */
export function faultWindows(events: readonly HistoryEvent[]): readonly FaultWindow[] {
  const heals = events.filter(isInjection).filter(({ kind }) => kind === 'heal');
  return events
    .filter(isInjection)
    .filter(({ kind }) => kind === 'fault')
    .map((fault) => ({
      fromMs: fault.atMs,
      toMs: endOf(fault, heals),
      kind: fault.action.do,
      device: deviceOf(fault.action),
      links: fault.links,
      words: faultWords(fault.action),
    }));
}

function endOf(fault: Injection, heals: readonly Injection[]): number | null {
  const end = endedBy[fault.action.do];
  if (end === undefined) return null;
  const device = deviceOf(fault.action);
  const left = new Set(fault.links);
  for (const { seq, atMs, action } of heals) {
    if (seq < fault.seq || action.do !== end) continue;
    if (device !== '') {
      if (deviceOf(action) === device) return atMs;
    } else if (action.do !== 'heal' || action.link === undefined) return atMs;
    else {
      left.delete(action.link);
      if (left.size === 0) return atMs;
    }
  }
  return Infinity;
}

function deviceOf(action: Action): string {
  return 'device' in action ? action.device : '';
}

/** A fault in words, such as `phone offline`. */
export function faultWords(action: Action): string {
  switch (action.do) {
    case 'partition':
      return `${action.cut}: ${action.between.map((side) => side.join(', ')).join(' ◄✂► ')}`;
    case 'cut':
      return `${action.cut} on ${action.link}`;
    case 'reset':
      return `connections of ${action.link} reset`;
    case 'reset-at':
      return `${action.link} reset at its ${action.frame} frame ${action.count}`;
    case 'shape':
      return `${action.link} slowed`;
    case 'offline':
      return `${action.device} offline`;
    case 'crash':
      return `${action.device} killed`;
    case 'sleep':
      return `${action.device} asleep`;
    case 'clock':
      return `${action.device}'s clock jumps by ${action.jumpMs} ms`;
    case 'slow-storage':
    case 'slow-auth':
      return `${action.do} of ${action.delayMs} ms at ${action.device}`;
    default:
      return 'device' in action ? `${action.do} at ${action.device}` : action.do;
  }
}

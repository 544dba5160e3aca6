import type { HistoryEvent } from '#harness/contract/history-event.ts';

type EndState = 'unopened' | 'open' | 'over';

interface CarriedConnection {
  readonly link: string;
  readonly dialler: string;
  readonly listener: string;
  readonly ends: { dialler: EndState; listener: EndState };
  /** Frames sent and not received. */
  readonly inFlight: { dialler: number; listener: number };
}

/** What is on its way between devices, from what both ends of every connection journalled. */
export interface Traffic {
  saw(event: HistoryEvent): void;
  /** Whether one end of a connection on the link is gone and the other does not know. */
  isHalfOpen(link: string): boolean;
  hasConnection(link: string): boolean;
  /** What is left to carry for these devices, in words; null when nothing is. */
  work(
    devices: ReadonlySet<string>,
    isIdle: (link: string) => boolean,
    nowMs: number,
  ): string | null;
}

/** Nothing is on its way at first. A link counts as quiet after so many milliseconds without a frame. */
export function createTraffic(silenceMs: number): Traffic {
  const connections = new Map<string, CarriedConnection>();
  const lastMs = new Map<string, number>();

  function connectionOf(id: string, link: string): CarriedConnection {
    let connection = connections.get(id);
    if (connection === undefined) {
      const [dialler = '', listener = ''] = link.split('->');
      connection = {
        link,
        dialler,
        listener,
        ends: { dialler: 'unopened', listener: 'unopened' },
        inFlight: { dialler: 0, listener: 0 },
      };
      connections.set(id, connection);
    }
    return connection;
  }

  function end(id: string, connection: CarriedConnection, which: 'dialler' | 'listener'): void {
    connection.ends[which] = 'over';
    const other = which === 'dialler' ? 'listener' : 'dialler';
    if (connection.ends[other] === 'over') connections.delete(id);
  }

  return {
    saw(event) {
      switch (event.kind) {
        case 'open':
          connectionOf(event.connection, event.link).ends[event.end] = 'open';
          break;
        case 'close':
          end(event.connection, connectionOf(event.connection, event.link), event.end);
          break;
        case 'send':
          connectionOf(event.connection, event.link).inFlight[event.end]++;
          break;
        case 'receive': {
          const from = event.end === 'dialler' ? 'listener' : 'dialler';
          connectionOf(event.connection, event.link).inFlight[from]--;
          break;
        }
        case 'stop':
          for (const [id, connection] of connections) {
            if (connection.dialler === event.device) end(id, connection, 'dialler');
            if (connection.listener === event.device) end(id, connection, 'listener');
          }
          return;
        default:
          return;
      }
      lastMs.set(event.link, Math.max(event.atMs, lastMs.get(event.link) ?? 0));
    },
    isHalfOpen: (link) =>
      [...connections.values()].some(
        (connection) =>
          connection.link === link &&
          Object.values(connection.ends).includes('over') &&
          Object.values(connection.ends).includes('open'),
      ),
    hasConnection: (link) =>
      [...connections.values()].some((connection) => connection.link === link),
    work(devices, isIdle, nowMs) {
      for (const [id, { link, dialler, listener, ends, inFlight }] of connections) {
        if (isIdle(link) || !(devices.has(dialler) || devices.has(listener))) continue;
        const states = [ends.dialler, ends.listener];
        if (!states.includes('open')) continue;
        if (states.includes('over')) return `one end of connection ${id} on ${link} is gone`;
        if (states.includes('unopened')) return `connection ${id} on ${link} is being opened`;
        if (inFlight.dialler !== 0 || inFlight.listener !== 0)
          return `a frame is in flight on ${link} (connection ${id})`;
      }
      for (const [link, atMs] of lastMs) {
        const ends = link.split('->');
        if (isIdle(link) || !ends.some((end) => devices.has(end))) continue;
        if (nowMs - atMs < silenceMs)
          return `${link} carried a frame less than ${silenceMs} ms ago`;
      }
      return null;
    },
  };
}

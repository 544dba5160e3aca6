import type { History } from '#harness/contract/history.ts';
import { memoized } from '../status/memoized.ts';
import { linkLatencyMs } from './link-latency.ts';

/** When and by which event. */
export interface Moment {
  readonly atMs: number;
  readonly seq: number;
}

/** A message that took longer than its link's profile says; never arrived = Infinity. */
export interface SlowMessage {
  readonly sentMs: number;
  readonly receivedMs: number;
}

/**
 * One connection as its two ends reported it. An end that never reported stays undefined. A dialler's
 * end is over when its provider says so, if that is before the socket's.
 */
export interface ConnectionLife {
  readonly connection: string;
  readonly link: string;
  readonly room: string;
  readonly dialler: string;
  readonly listener: string;
  readonly opened: { dialler?: Moment; listener?: Moment };
  /** A device that stopped ends its own ends; the other end may live on. */
  readonly ended: { dialler?: Moment; listener?: Moment };
  readonly slow: SlowMessage[];
}

/** Every connection of a history, in the order of opening. */
export const connectionLives = memoized((history: History): readonly ConnectionLife[] => {
  const lives = new Map<string, ConnectionLife>();
  const live = new Map<string, Set<ConnectionLife>>();
  const inFlight = new Map<string, { life: ConnectionLife; sentMs: number }>();
  for (const event of history.events) {
    const { atMs, seq, device } = event;
    if (event.kind === 'open') {
      // A way of the bus lives in each room that it connects.
      if (event.bus === true && event.room === '') continue;
      let life = lives.get(event.connection);
      if (!life) lives.set(event.connection, (life = born(event)));
      life.opened[event.end] ??= { atMs, seq };
      live.set(device, (live.get(device) ?? new Set()).add(life));
    } else if (event.kind === 'close') {
      const life = lives.get(event.connection);
      if (!life) continue;
      life.ended[event.end] ??= { atMs, seq };
      live.get(device)?.delete(life);
    } else if (event.kind === 'status' && event.status !== 'connected') {
      // A provider lets go of its socket long before a closing handshake over a cut link ends.
      for (const life of live.get(device) ?? [])
        if (life.link === event.link && life.room === event.room)
          life.ended.dialler ??= { atMs, seq };
    } else if (event.kind === 'stop') {
      for (const life of live.get(device) ?? [])
        life.ended[life.dialler === device ? 'dialler' : 'listener'] ??= { atMs, seq };
      live.delete(device);
    } else if (event.kind === 'send') {
      const life = lives.get(event.connection);
      if (life) inFlight.set(event.message, { life, sentMs: atMs });
    } else if (event.kind === 'receive') {
      const sent = inFlight.get(event.message);
      if (!sent) continue;
      inFlight.delete(event.message);
      const { life, sentMs } = sent;
      if (atMs - sentMs > linkLatencyMs(history.topology, life.link))
        life.slow.push({ sentMs, receivedMs: atMs });
    }
  }
  for (const { life, sentMs } of inFlight.values())
    life.slow.push({ sentMs, receivedMs: Infinity });
  return [...lives.values()];
});

function born({ connection, link, room }: { connection: string; link: string; room: string }) {
  const [dialler = '', listener = ''] = link.split('->');
  const life: ConnectionLife = {
    ...{ connection, link, room, dialler, listener },
    ...{ opened: {}, ended: {}, slow: [] },
  };
  return life;
}

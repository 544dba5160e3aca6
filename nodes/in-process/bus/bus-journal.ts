import type { Recorder } from '#harness/contract/recorder.ts';
import type { BusPath } from './bus-path.ts';

/**
 * Tells the history what the bus connects: the links that it dials as a provider of no room (`''`), since
 * it joins nodes whatever rooms they hold; and its paths as connections of every room that the node has
 * held, so that rules see who can hear of whom.
 */
export interface BusJournal {
  dialled(link: string, status: 'connecting' | 'connected' | 'disconnected'): void;
  joined(path: BusPath): void;
  left(path: BusPath): void;
  holds(room: string): void;
}

/** Id of a path's connection for one of the rooms at its end. */
export function busConnection({ connection }: BusPath, room: string): string {
  return `${connection} ${room}`;
}

/** No path, and no room. */
export function createBusJournal(recorder: Recorder): BusJournal {
  const rooms = new Set<string>();
  const paths = new Set<BusPath>();

  function opened(path: BusPath, room: string): void {
    const { link, end } = path;
    const connection = busConnection(path, room);
    recorder.record({ kind: 'open', room, link, connection, end, bus: true });
  }

  return {
    dialled: (link, status) => recorder.record({ kind: 'status', room: '', link, status }),
    joined(path) {
      paths.add(path);
      const { connection, link, end } = path;
      // Nothing else is promised of it: that its ends agree is for the servers to see to.
      if (end === 'dialler')
        recorder.record({ kind: 'sync', room: '', link, connection, synced: true });
      for (const room of rooms) opened(path, room);
    },
    left(path) {
      paths.delete(path);
      const { link, end } = path;
      for (const room of rooms) {
        const connection = busConnection(path, room);
        recorder.record({ kind: 'close', room, link, connection, end, code: 1006, by: 'network' });
      }
    },
    holds(room) {
      if (rooms.has(room)) return;
      rooms.add(room);
      for (const path of paths) opened(path, room);
    },
  };
}

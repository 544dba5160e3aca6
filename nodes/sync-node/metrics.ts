import { silent, type NodeEvents } from './node-events.ts';

/** What a node counts of itself, and which rooms' storage fails now. */
export interface Metrics {
  /** Feeds the counters; passes nothing on. */
  readonly events: NodeEvents;
  count(counter: Counter): void;
  failingRooms(): readonly string[];
  /** Prometheus text format 0.0.4. Rooms are counted, never named. */
  text(gauges: Readonly<Record<'connections' | 'rooms', number>>): string;
}

const help = {
  malformed: 'Frames that could not be decoded or applied.',
  refused: 'Writes of read-only connections, refused.',
  acknowledged: 'Acknowledgements sent: type 102 and answered POSTs.',
  durable: 'Updates that became durable.',
  storage_failures: 'Storage operations that failed and are tried again.',
  damaged_records: 'Stored records that could not be read.',
  turned_away: 'Connections closed before they entered a room.',
  protocol_errors: 'WebSockets ended by a breach of the protocol or a message too big.',
  slow_readers: 'Connections ended because their peer read too slowly.',
} as const;

export type Counter = keyof typeof help;

/** All counters at zero. */
export function createMetrics(): Metrics {
  const counts = new Map<Counter, number>();
  const failing = new Set<string>();
  const count = (counter: Counter): void =>
    void counts.set(counter, (counts.get(counter) ?? 0) + 1);

  return {
    count,
    failingRooms: () => [...failing],
    events: {
      ...silent,
      malformed: () => count('malformed'),
      refused: () => count('refused'),
      acknowledged: () => count('acknowledged'),
      turnedAway: () => count('turned_away'),
      roomLoaded: (room) => void failing.delete(room.name),
      roomClosed: (room) => void failing.delete(room.name),
      durable(room) {
        count('durable');
        failing.delete(room);
      },
      storageFailed(room) {
        count('storage_failures');
        failing.add(room);
      },
      storageDamaged: () => count('damaged_records'),
    },
    text(gauges) {
      const lines: string[] = [];
      const metric = (name: string, type: string, text: string, value: number): void =>
        void lines.push(`# HELP ${name} ${text}`, `# TYPE ${name} ${type}`, `${name} ${value}`);
      metric('sync_node_connections', 'gauge', 'Connections open now.', gauges.connections);
      metric('sync_node_rooms', 'gauge', 'Rooms in memory now.', gauges.rooms);
      metric('sync_node_failing_rooms', 'gauge', 'Rooms whose storage fails now.', failing.size);
      for (const [counter, text] of Object.entries(help)) {
        const value = counts.get(counter as Counter) ?? 0;
        metric(`sync_node_${counter}_total`, 'counter', text, value);
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

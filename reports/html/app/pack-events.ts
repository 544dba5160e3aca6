import type { HistoryEvent } from '#harness/contract/history-event.ts';

/**
 * Events by columns: those with the same fields form a table, whose columns compress far better than
 * rows do. Integers of a column are stored as differences from the row before; times as whole microseconds.
 */
export interface PackedEvents {
  /** For each event in order, the table that has its row. */
  readonly order: readonly number[];
  readonly tables: readonly {
    readonly keys: readonly string[];
    readonly columns: readonly (readonly unknown[])[];
  }[];
}

const microseconds = 1000;

/** Packs events; times lose what is below a microsecond. */
export function packEvents(events: readonly HistoryEvent[]): PackedEvents {
  const tables = new Map<string, { place: number; keys: string[]; columns: unknown[][] }>();
  const order = events.map((event) => {
    const fields = Object.entries(event);
    const signature = JSON.stringify([event.kind, ...fields.map(([key]) => key)]);
    const keys = fields.map(([key]) => key);
    const table = tables.get(signature) ?? {
      place: tables.size,
      keys,
      columns: keys.map(() => []),
    };
    tables.set(signature, table);
    for (const [column, [key, value]] of fields.entries()) {
      table.columns[column]?.push(
        key === 'atMs' ? Math.round(Number(value) * microseconds) : value,
      );
    }
    return table.place;
  });
  return {
    order,
    tables: [...tables.values()].map(({ keys, columns }) => ({
      keys,
      columns: columns.map(toDeltas),
    })),
  };
}

/** The events again, in order. */
export function unpackEvents({ order, tables }: PackedEvents): HistoryEvent[] {
  const restored = tables.map(({ keys, columns }) => ({
    keys,
    columns: columns.map(fromDeltas),
    next: 0,
  }));
  return order.map((place) => {
    const table = restored[place];
    if (table === undefined) throw new Error(`no table ${place}`);
    const row = table.next++;
    const event = Object.fromEntries(
      table.keys.map((key, column) => {
        const value = table.columns[column]?.[row];
        return [key, key === 'atMs' ? Number(value) / microseconds : value];
      }),
    );
    // Packed by packEvents from events, field by field.
    return event as unknown as HistoryEvent;
  });
}

function toDeltas(column: readonly unknown[]): readonly unknown[] {
  if (!column.every((value) => Number.isSafeInteger(value))) return column;
  return column.map((value, row) => Number(value) - (row === 0 ? 0 : Number(column[row - 1])));
}

function fromDeltas(column: readonly unknown[]): readonly unknown[] {
  if (!column.every((value) => Number.isSafeInteger(value))) return column;
  let sum = 0;
  return column.map((value) => (sum += Number(value)));
}

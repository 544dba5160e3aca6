import type { TSchema, Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { historyVersion, type HistoryEvent } from '#harness/contract/history-event.ts';
import type { RunSummary } from '#harness/contract/reporter.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import {
  runRecordSchema,
  storedEvent,
  storedRunHeader,
  storedRunVersion,
} from './stored-run-schema.ts';

/**
 * Reads what `writeStoredRun` wrote, line by line. `name` is the file's name, for messages.
 * Throws UsageError naming the line for anything else, and for another version of the format.
 */
export function readStoredRun(lines: Iterable<string>, name: string): RunView {
  const iterator = lines[Symbol.iterator]();
  const header = readHeader(iterator.next().value ?? '', name);
  const wanted = 1 + header.payloads + header.events;
  let number = 1;
  const next = (): unknown => {
    const { value, done } = iterator.next();
    if (done === true) throw new UsageError(otherLength(name, number, wanted));
    return parseLine(value, name, ++number);
  };
  const payloads = Array.from({ length: header.payloads }, () => readPayload(next(), name, number));
  const events = Array.from({ length: header.events }, () =>
    readEvent(next(), payloads.length, name, number),
  );
  if (iterator.next().done !== true) throw new UsageError(otherLength(name, number + 1, wanted));
  return {
    ...summaryIn(header),
    history: {
      version: header.historyVersion,
      topology: header.topology,
      rooms: header.rooms,
      ...(header.toleranceMs === undefined ? {} : { toleranceMs: header.toleranceMs }),
      events,
      payload(ref) {
        const payload = payloads[ref];
        if (payload === undefined) throw new UsageError(`${name} has no payload ${ref}`);
        return payload;
      },
    },
  };
}

/** What the first line of a stored run says of it; the rest is not looked at. */
export function readStoredSummary(lines: Iterable<string>, name: string): RunSummary {
  for (const line of lines) return summaryIn(readHeader(line, name));
  return summaryIn(readHeader('', name));
}

function readHeader(line: string, name: string): Static<typeof storedRunHeader> {
  const first = parseLine(line, name, 1);
  refuseOtherVersions(first, name);
  return check(storedRunHeader, first, name, 1);
}

function summaryIn(header: Static<typeof storedRunHeader>): RunSummary {
  const { title, rules, replay, diagnosis, shrunk = null, neighbour = null, record } = header;
  return { title, rules, replay, diagnosis, shrunk, neighbour, record };
}

function otherLength(name: string, found: number, wanted: number): string {
  const has = found > wanted ? `more than ${wanted}` : String(found);
  return `${name} has ${has} lines and its header announces ${wanted}; it was cut off or edited`;
}

/** A run record on its own, as `--output` leaves it; null for JSON that is something else. */
export function parseRunRecord(value: unknown): RunRecord | null {
  return Value.Check(runRecordSchema, value) ? value : null;
}

function refuseOtherVersions(header: unknown, name: string): void {
  if (!isObject(header) || header['format'] !== 'yardstick-run') {
    throw new UsageError(
      `${name} is no stored run: its first line lacks "format": "yardstick-run"`,
    );
  }
  refuse('format', header['version'], storedRunVersion, name);
  refuse('history', header['historyVersion'], historyVersion, name);
}

function refuse(what: string, found: unknown, ours: number, name: string): void {
  if (found === ours) return;
  const newer = typeof found === 'number' && found > ours;
  const remedy = newer
    ? 'it was written by a newer Yardstick: update this one'
    : 'it was written by an older Yardstick: run the scenario again, or read it with that version';
  throw new UsageError(
    `${name} has ${what} version ${String(found)} and this Yardstick reads ${ours}; ${remedy}`,
  );
}

function parseLine(line: string, name: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UsageError(notJson(line, name, number));
  }
}

function notJson(line: string, name: string, number: number): string {
  const shown = JSON.stringify(line.slice(0, 40));
  return number === 1
    ? `${name} is no stored run: its first line is not JSON but ${shown}`
    : `${name}:${number} is not JSON but ${shown}; the file was cut off or edited`;
}

function check<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  name: string,
  number: number,
): Static<Schema> {
  if (Value.Check(schema, value)) return value;
  const error = Value.Errors(schema, value).First();
  throw new UsageError(
    `${name}:${number} ${error?.path ?? ''}: ${error?.message ?? 'does not fit the schema'}`,
  );
}

function readPayload(value: unknown, name: string, number: number): Uint8Array {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    throw new UsageError(`${name}:${number} is not a payload in base64`);
  }
  return new Uint8Array(Buffer.from(value, 'base64'));
}

function readEvent(value: unknown, payloads: number, name: string, number: number): HistoryEvent {
  const event = check(storedEvent, value, name, number);
  const highest = Math.max(
    'payload' in event ? (event.payload ?? -1) : -1,
    'stateVector' in event ? event.stateVector : -1,
  );
  if (highest >= payloads)
    throw new UsageError(`${name}:${number} refers to payload ${highest} of ${payloads}`);
  return event;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

import type { TSchema, Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { historyVersion, type HistoryEvent } from '#harness/contract/history-event.ts';
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
 * Reads what `writeStoredRun` wrote. `name` is the file's name, for messages.
 * Throws UsageError naming the line for anything else, and for another version of the format.
 */
export function readStoredRun(text: string, name: string): RunView {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const first = parseLine(lines[0] ?? '', name, 1);
  refuseOtherVersions(first, name);
  const header = check(storedRunHeader, first, name, 1);
  const wanted = 1 + header.payloads + header.events;
  if (lines.length !== wanted) {
    throw new UsageError(
      `${name} has ${lines.length} lines and its header announces ${wanted}; it was cut off or edited`,
    );
  }
  const payloads = lines
    .slice(1, 1 + header.payloads)
    .map((line, index) => readPayload(parseLine(line, name, index + 2), name, index + 2));
  const events = lines.slice(1 + header.payloads).map((line, index) => {
    const number = index + 2 + header.payloads;
    return readEvent(parseLine(line, name, number), payloads.length, name, number);
  });
  return {
    title: header.title,
    rules: header.rules,
    replay: header.replay,
    diagnosis: header.diagnosis,
    shrunk: header.shrunk ?? null,
    neighbour: header.neighbour ?? null,
    record: header.record,
    history: {
      version: header.historyVersion,
      topology: header.topology,
      rooms: header.rooms,
      events,
      payload(ref) {
        const payload = payloads[ref];
        if (payload === undefined) throw new UsageError(`${name} has no payload ${ref}`);
        return payload;
      },
    },
  };
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
    throw new UsageError(`${name}:${number} is not JSON: ${line.slice(0, 40)}`);
  }
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
  const highest = Math.max(event.payload ?? -1, event.stateVector ?? -1);
  if (highest >= payloads)
    throw new UsageError(`${name}:${number} refers to payload ${highest} of ${payloads}`);
  // The version was compared: an event of this version has the fields of its kind.
  return event as HistoryEvent;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

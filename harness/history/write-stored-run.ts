import type { PayloadRef } from '#harness/contract/history-event.ts';
import type { RunView } from '#harness/contract/run-view.ts';
import { storedRunVersion } from './stored-run-schema.ts';

/**
 * A run as text, one JSON value a line: the header, then every payload in base64, then every event.
 * Whole runs are stored, so that a report can be made of them later, by another version too.
 */
export function writeStoredRun(view: RunView): string {
  return [...storedRunLines(view)].join('');
}

/** The same line by line, for runs too long to be one string. */
export function* storedRunLines(view: RunView): Generator<string> {
  const { history, record } = view;
  const payloads = countPayloads(view);
  const header = {
    format: 'yardstick-run',
    version: storedRunVersion,
    historyVersion: history.version,
    title: view.title,
    rules: view.rules,
    replay: view.replay,
    diagnosis: view.diagnosis === null ? null : { sentences: view.diagnosis.sentences },
    shrunk: view.shrunk,
    neighbour: view.neighbour,
    record,
    topology: history.topology,
    rooms: history.rooms,
    toleranceMs: history.toleranceMs,
    payloads,
    events: history.events.length,
  };
  yield line(header);
  for (let ref: PayloadRef = 0; ref < payloads; ref++) {
    yield line(Buffer.from(history.payload(ref)).toString('base64'));
  }
  for (const event of history.events) yield line(event);
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** References count from 0 in order of arrival, so that the highest one tells how many there are. */
function countPayloads({ history }: RunView): number {
  let highest = -1;
  for (const event of history.events) {
    if ('payload' in event && event.payload !== undefined)
      highest = Math.max(highest, event.payload);
    if ('stateVector' in event) highest = Math.max(highest, event.stateVector);
  }
  return highest + 1;
}

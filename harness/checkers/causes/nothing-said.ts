import type { Cause } from '#harness/contract/cause.ts';

/** After so long without a message a provider takes its connection for dead, milliseconds. */
const watchdogMs = 30_000;

/** The dialler heard nothing on the connection for as long as its watchdog waits, and ended it for that. */
export const nothingSaid: Cause = ({ events }, { seq }, { connection = '' }) => {
  const ended = events.find((event) => event.seq === seq);
  if (ended === undefined) return false;
  const heardMs = events.reduce(
    (lastMs, event) =>
      (event.kind === 'open' || event.kind === 'receive') &&
      event.connection === connection &&
      event.end === 'dialler' &&
      event.seq < ended.seq
        ? event.atMs
        : lastMs,
    Infinity,
  );
  return heardMs + watchdogMs <= ended.atMs;
};

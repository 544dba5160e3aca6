import type { EventOf, HistoryEvent, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Difference, PathStop } from '#harness/contract/report-data.ts';
import { payloadReader } from '#harness/checkers/status/payload-reader.ts';
import { readFrame } from '#harness/checkers/status/read-frame.ts';
import { updateIdsOf } from '#harness/checkers/status/replica-states.ts';
import { updateIds, type UpdateIds } from '#harness/checkers/status/update-ids.ts';
import { linksOf } from '#harness/topology/links-of.ts';

export type Travel = Pick<
  Difference,
  'token' | 'writer' | 'atMs' | 'seq' | 'path' | 'stoppedAt' | 'stoppedLink' | 'why'
>;

/** Who wrote the structs, which devices they reached, and where they stopped. */
export function travelOf(
  history: History,
  room: string,
  { client, clock }: IdRange,
  kind: 'missing' | 'deleted',
  presentAt: readonly string[],
  absentAt: readonly string[],
): Travel {
  const holds = (ranges: readonly IdRange[]): boolean =>
    ranges.some(
      (range) =>
        range.client === client && range.clock <= clock && clock < range.clock + range.length,
    );
  const edit = history.events.find(
    (event): event is EventOf<'edit'> =>
      event.kind === 'edit' &&
      event.room === room &&
      holds(kind === 'missing' ? event.inserted : event.deleted),
  );
  const carries = (ids: UpdateIds | undefined): boolean =>
    ids !== undefined && holds(kind === 'missing' ? ids.structs : ids.deletes);
  const read = updateIdsOf(history);
  const links = new Map<string, string>();
  const path: PathStop[] = [];
  for (const event of history.events) {
    if (event.kind === 'open') links.set(event.connection, event.link);
    if (event.kind !== 'update' || event.room !== room) continue;
    const { device, atMs, seq, origin } = event;
    if (path.some((stop) => stop.device === device) || !carries(read(event.payload))) continue;
    const link = origin.from === 'connection' ? links.get(origin.connection) : undefined;
    path.push({ device, from: link === undefined ? '' : farEnd(link, device), atMs, seq });
  }
  const first = path[0];
  const stop = stopOf(history, path, presentAt, absentAt);
  return {
    token: edit?.token ?? null,
    writer: edit?.device ?? '',
    atMs: edit?.atMs ?? first?.atMs ?? null,
    seq: edit?.seq ?? first?.seq ?? null,
    path,
    stoppedAt: stop?.device ?? null,
    stoppedLink: stop?.link ?? null,
    why:
      stop === null
        ? 'no device that has it is linked to one that lacks it'
        : whyStopped(history, room, stop, carries),
  };
}

function farEnd(link: string, device: string): string {
  return link.startsWith(`${device}->`)
    ? link.slice(device.length + 2)
    : link.slice(0, -device.length - 2);
}

interface Stop {
  readonly device: string;
  readonly to: string;
  readonly link: string;
  readonly sinceMs: number;
}

/** The last holder beside a device that lacks it: the one nearest to the end of the path. */
function stopOf(
  history: History,
  path: Difference['path'],
  presentAt: readonly string[],
  absentAt: readonly string[],
): Stop | null {
  const links = linksOf(history.topology);
  for (const { device, atMs } of path) {
    if (!presentAt.includes(device)) continue;
    for (const { id, dialler, listener } of links) {
      const to = dialler === device ? listener : listener === device ? dialler : '';
      if (absentAt.includes(to)) return { device, to, link: id, sinceMs: atMs };
    }
  }
  return null;
}

function whyStopped(
  history: History,
  room: string,
  { device, to, link, sinceMs }: Stop,
  carries: (ids: UpdateIds | undefined) => boolean,
): string {
  const after = history.events.filter(
    (event) =>
      event.atMs >= sinceMs &&
      'link' in event &&
      event.link === link &&
      'room' in event &&
      event.room === room,
  );
  const since = `${(sinceMs / 1000).toFixed(3)} s`;
  const sent = after.find((event) => isCarrier(history, event, device, carries));
  if (sent === undefined) {
    const open = wasOpen(history, link, room, sinceMs);
    return open
      ? `${device} had it from ${since} on and never sent it to ${to}, although they were connected`
      : `${device} had it from ${since} on, and ${to} was never connected to it after that`;
  }
  const at = `${(sent.atMs / 1000).toFixed(3)} s`;
  const got =
    sent.kind === 'send' &&
    after.some((event) => event.kind === 'receive' && event.message === sent.message);
  return got
    ? `${device} sent it to ${to} at ${at}, ${waits(history, to, room) ? 'where it waits for something earlier' : 'which received it and did not keep it'}`
    : `${device} sent it to ${to} at ${at}, where it never arrived`;
}

/** The ids of all updates in a frame. */
const frameIdsOf = payloadReader((frame): UpdateIds => {
  const parts = readFrame(frame).map((message) =>
    message.kind === 'update' || message.kind === 'step2' ? updateIds(message.body) : null,
  );
  return {
    structs: parts.flatMap((part) => part?.structs ?? []),
    deletes: parts.flatMap((part) => part?.deletes ?? []),
  };
});

function isCarrier(
  history: History,
  event: HistoryEvent,
  device: string,
  carries: (ids: UpdateIds | undefined) => boolean,
): boolean {
  return (
    event.kind === 'send' && event.device === device && carries(frameIdsOf(history)(event.payload))
  );
}

/** Whether a device's replica holds structs at the end that it cannot use yet. */
function waits(history: History, device: string, room: string): boolean {
  const last = history.events.findLast(
    (event) => event.kind === 'snapshot' && event.device === device && event.room === room,
  );
  return last?.kind === 'snapshot' && last.pendingStructs;
}

/** Whether a connection of the link lived at some time after `sinceMs`. */
function wasOpen(history: History, link: string, room: string, sinceMs: number): boolean {
  const open = new Set<string>();
  for (const event of history.events) {
    if (
      (event.kind !== 'open' && event.kind !== 'close') ||
      event.link !== link ||
      event.room !== room
    )
      continue;
    if (event.atMs > sinceMs && open.size > 0) return true;
    if (event.kind === 'open') open.add(event.connection);
    else open.delete(event.connection);
  }
  return open.size > 0;
}

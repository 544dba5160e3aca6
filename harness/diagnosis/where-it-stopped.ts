import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import type { PayloadRef } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { payloadReader } from '#harness/checkers/status/payload-reader.ts';
import { readFrame } from '#harness/checkers/status/read-frame.ts';
import { updateIds } from '#harness/checkers/status/update-ids.ts';
import type { Difference } from './difference.ts';

const carriedBy = payloadReader((frame: Uint8Array) =>
  readFrame(frame).flatMap((message) =>
    message.kind === 'update' || message.kind === 'step2' ? [updateIds(message.body)] : [],
  ),
);

/**
 * The neighbour of the lacking device that held it and shares a link: whether it ever offered it on that
 * link. The first to hold it is named.
 */
export function whereItStopped(
  history: History,
  lacking: string,
  room: string,
  difference: Difference,
  path: Diagnosis['path'],
): Diagnosis['stoppedAt'] {
  for (const { device, atMs } of path) {
    const link = [`${lacking}->${device}`, `${device}->${lacking}`].find((id) =>
      history.events.some(
        (event) => event.kind === 'open' && event.link === id && event.room === room,
      ),
    );
    if (link === undefined) continue;
    const offered = history.events.some(
      (event) =>
        event.kind === 'send' &&
        event.device === device &&
        event.link === link &&
        carries(history, event.payload, difference),
    );
    return { device, link, atMs, offered };
  }
  return null;
}

function carries(history: History, payload: PayloadRef, { id, of }: Difference): boolean {
  const updates = carriedBy(history)(payload) ?? [];
  return updates.some(({ structs, deletes }) =>
    (of === 'struct' ? structs : deletes).some(
      ({ client, clock, length }) =>
        client === id.client && clock <= id.clock && id.clock < clock + length,
    ),
  );
}

import type { Cause } from '#harness/contract/cause.ts';
import { presenceReplicas } from '../awareness/presence-replicas.ts';
import { readAwareness } from '../awareness/read-awareness.ts';
import { payloadReader } from '../status/payload-reader.ts';

const entriesOf = payloadReader(readAwareness);

/**
 * A server had been told by the user (`subject`, gone since `leftMs`) that they are gone, and told nobody by
 * the time that is up (`atMs`).
 */
export const goodbyeKeptBack: Cause = (history, { room }, { subject, leftMs, atMs }) => {
  const clients = new Set(
    presenceReplicas(history).flatMap((replica) =>
      replica.device === subject && replica.room === room ? [replica.client] : [],
    ),
  );
  // Sentences round.
  const [fromMs, toMs] = [Number(leftMs) - 1, Number(atMs) + 1];
  const read = entriesOf(history);
  const told = new Set<string>();
  const passedOn = new Set<string>();
  for (const event of history.events) {
    if (event.atMs < fromMs || event.atMs > toMs) continue;
    if (event.kind !== 'send' && event.kind !== 'receive') continue;
    if (event.end !== 'listener' || event.frame !== 'awareness' || event.room !== room) continue;
    const saysGone = (read(event.payload) ?? []).some(
      ({ client, gone }) => gone && clients.has(client),
    );
    if (saysGone) (event.kind === 'receive' ? told : passedOn).add(event.device);
  }
  return told.size > 0 && [...told].every((server) => !passedOn.has(server));
};

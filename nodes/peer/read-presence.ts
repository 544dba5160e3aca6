import type { Awareness } from 'y-protocols/awareness';
import type { PresenceState } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';

/** Every client that an awareness knows, with its clock; a state of null for those gone. */
export function readPresence(awareness: Awareness): readonly PresenceState[] {
  return [...awareness.meta].map(([client, { clock }]) => ({
    client,
    clock,
    state: (awareness.states.get(client) ?? null) as Json,
  }));
}

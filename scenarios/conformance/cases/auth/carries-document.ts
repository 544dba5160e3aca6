import type { Peer } from '../../peer/peer.ts';

/** Whether the peer was sent content: an empty update has 2 bytes. */
export function carriesDocument({ received }: Peer): boolean {
  return received.some((message) => 'update' in message && message.update.length > 2);
}

import type { Mutant } from '#harness/contract/mutant.ts';
import { opaqueFrame } from '#nodes/sync-node/frames.ts';
import { messageType } from '#nodes/sync-node/message-type.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'acknowledges-at-once';

export const acknowledgesAtOnce: Mutant = {
  name,
  defect: 'Acknowledges what it was sent before any of it is on its disk.',
  caughtBy: ['ACK-1'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      acknowledge(room, session, body, events) {
        events.acknowledged(room, session, body);
        send(session, opaqueFrame(messageType.acknowledge, body));
      },
    }),
  }),
};

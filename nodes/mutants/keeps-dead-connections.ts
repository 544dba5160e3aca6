import type { Mutant } from '#harness/contract/mutant.ts';
import { awarenessFrame } from '#nodes/sync-node/frames.ts';
import { send } from '#nodes/sync-node/session.ts';
import { brokenNode } from './broken-node.ts';

const name = 'keeps-dead-connections';

export const keepsDeadConnections: Mutant = {
  name,
  defect: 'Neither pings nor closes a connection of which nothing is heard any more.',
  issue: 'y-websocket#139',
  caughtBy: ['LIVE-4'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      beat(room) {
        const empty = awarenessFrame(room.hub.awareness, []);
        for (const session of room.sessions) if (session.ready) send(session, empty);
      },
    }),
  }),
};

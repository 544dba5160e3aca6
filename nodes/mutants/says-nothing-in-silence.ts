import type { Mutant } from '#harness/contract/mutant.ts';
import { heartbeatMs } from '#nodes/sync-node/heartbeat.ts';
import { brokenNode } from './broken-node.ts';

const name = 'says-nothing-in-silence';

export const saysNothingInSilence: Mutant = {
  name,
  defect: `Pings every ${heartbeatMs / 1_000} s, and sends no message that a provider's watchdog would count.`,
  issue: 'y-websocket#139',
  caughtBy: ['LIVE-5'],
  needs: 'node',
  node: brokenNode(name, {
    parts: () => ({
      beat(room) {
        for (const session of room.sessions) {
          if (!session.heardFrom)
            session.connection.close(1001, 'nothing heard for two heartbeats');
          session.heardFrom = false;
          session.connection.ping();
        }
      },
    }),
  }),
};

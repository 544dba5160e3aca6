import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenNode } from './broken-node.ts';

const name = 'drops-when-slow';

export const dropsWhenSlow: Mutant = {
  name,
  defect: 'Drops what it would send to a connection that still has something to carry.',
  issue: 'bun#15647',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3', 'CONV-4'],
  needs: 'node',
  node: brokenNode(name, {
    device: (device) => ({
      ...device,
      accept: (connection, request, info) =>
        device.accept(
          {
            ...connection,
            send: (frame) => connection.bufferedBytes() > 1_000 || connection.send(frame),
          },
          request,
          info,
        ),
    }),
  }),
};

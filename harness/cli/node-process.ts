/** What each sync node of a run over sockets runs, as a process of its own. */
import { hostNode } from '#harness/carrier/socket/host-node.ts';
import { processNode } from '#nodes/sync-node/process-node.ts';

hostNode({
  node: processNode,
  documents: async () => (await import('#harness/workload/documents.ts')).documents,
});

import { Doc } from 'yjs';
import type { UpdateOrigin } from '#harness/contract/history-event.ts';
import { observeDocument } from '#nodes/peer/observe-replica.ts';
import { readReplica } from '#nodes/peer/read-replica.ts';
import { alone, type BareReplica, type BareReplicaOptions } from './bare-replica.ts';

/** A Y.Doc of yjs. */
export function createYjsReplica({ id, room, context }: BareReplicaOptions): BareReplica {
  const { spec, recorder } = context;
  const doc = new Doc({ gc: spec.gc });
  observeDocument({
    ...{ replica: id, room, doc, storage: 'none', recorder },
    originOf: (origin) => (isDelivery(origin) ? origin : undefined),
  });
  return {
    ...alone,
    ...{ id, room, doc },
    read: (roots) => readReplica(doc, roots),
    close: () => doc.destroy(),
  };
}

function isDelivery(origin: unknown): origin is Extract<UpdateOrigin, { from: 'delivery' }> {
  return (
    typeof origin === 'object' && origin !== null && 'from' in origin && origin.from === 'delivery'
  );
}

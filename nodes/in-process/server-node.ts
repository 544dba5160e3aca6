import type { NodeImplementation } from '#harness/contract/device.ts';
import type { InProcessTarget } from '#harness/contract/in-process-target.ts';
import type { Action } from '#harness/contract/schedule.ts';
import type { NodeSpec } from '#harness/contract/topology.ts';
import { createMemoryDisk } from '#nodes/sync-node/storage/memory-disk.ts';
import { createServerDevice } from './server-device.ts';

/** A server that is not ours as a node that the simulator can run. */
export function createServerNode(target: InProcessTarget): NodeImplementation {
  return {
    name: target.name,
    awareness: 'plain',
    keepAliveMs: target.keepAliveMs ?? [],
    lacks: (wanted) => ('do' in wanted ? lacksAction(target, wanted) : lacksDials(target, wanted)),
    install(spec) {
      const storesNothing = spec.storage === 'none' || target.stores === 'nothing';
      const storage = storesNothing ? null : createMemoryDisk();
      return { storage, start: (context) => createServerDevice(context, target, storage) };
    },
  };
}

function lacksDials({ name, peers }: InProcessTarget, spec: NodeSpec): string | null {
  if (spec.dials.length === 0 || peers === 'bus') return null;
  return `${spec.name} dials ${spec.dials.join(' and ')}, and ${name} dials nobody`;
}

function lacksAction(target: InProcessTarget, action: Action): string | null {
  switch (action.do) {
    case 'add':
      return action.spec.kind === 'node' ? lacksDials(target, action.spec) : null;
    case 'slow-auth':
      return `slow-auth: nobody but ${target.name} itself can make its authentication slow`;
    case 'ask-acknowledgement':
      return `ask-acknowledgement: message type 102 is an extension, which ${target.name} does not declare`;
    case 'evict':
      return `evict: ${target.name} drops rooms when it wants to`;
    default:
      return null;
  }
}

import type { InProcessTarget } from '#harness/contract/in-process-target.ts';

/** A server that is not ours and runs in virtual time. */
interface BuiltIn {
  /** What decides how it behaves, besides yjs. */
  readonly packages: readonly string[];
  /** Loaded when it is asked for. */
  load(): Promise<{ readonly default: InProcessTarget }>;
}

/** Servers that are not ours, by the name that `--node` takes. */
export const inProcessTargets: Readonly<Record<string, BuiltIn>> = {
  'y-websocket-server': {
    packages: ['@y/websocket-server'],
    load: () => import('#nodes/targets/y-websocket-server/in-process.ts'),
  },
  hocuspocus: {
    packages: ['@hocuspocus/server', '@hocuspocus/provider'],
    load: () => import('#nodes/targets/hocuspocus/in-process.ts'),
  },
  'yjs-server': {
    packages: ['yjs-server'],
    load: () => import('#nodes/targets/yjs-server/in-process.ts'),
  },
};

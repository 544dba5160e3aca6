import type { InProcessTarget } from '#harness/contract/in-process-target.ts';

/** Servers that are not ours and run in virtual time, by name; each is loaded when it is asked for. */
export const inProcessTargets: Readonly<
  Record<string, () => Promise<{ default: InProcessTarget }>>
> = {
  'y-websocket-server': () => import('#nodes/targets/y-websocket-server/in-process.ts'),
  hocuspocus: () => import('#nodes/targets/hocuspocus/in-process.ts'),
  'yjs-server': () => import('#nodes/targets/yjs-server/in-process.ts'),
};

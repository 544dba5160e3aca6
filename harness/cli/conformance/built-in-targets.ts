import type { Target } from '#harness/contract/target.ts';

/** Every server that the suite starts itself, by name, in the order of the matrix. */
export const builtInTargets: Readonly<Record<string, () => Promise<{ default: Target }>>> = {
  'yardstick-node': () => import('#nodes/targets/yardstick-node/target.ts'),
  'yardstick-bun': () => import('#nodes/targets/yardstick-bun/target.ts'),
  'y-websocket-server': () => import('#nodes/targets/y-websocket-server/target.ts'),
  'y-websocket-2': () => import('#nodes/targets/y-websocket-2/target.ts'),
  hocuspocus: () => import('#nodes/targets/hocuspocus/target.ts'),
  'yjs-server': () => import('#nodes/targets/yjs-server/target.ts'),
  'y-crossws': () => import('#nodes/targets/y-crossws/target.ts'),
  'pycrdt-websocket': () => import('#nodes/targets/pycrdt-websocket/target.ts'),
  'y-sweet': () => import('#nodes/targets/y-sweet/target.ts'),
};

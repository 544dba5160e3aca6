import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { ourNode } from '../yardstick-node/our-node.ts';

const inRepository = (file: string): string =>
  fileURLToPath(new URL(`../../../${file}`, import.meta.url));

/** Our own sync node on Bun, by Elysia's WebSockets, with its storage. */
const target: SocketTarget = ourNode('yardstick-bun', inRepository('node_modules/.bin/bun'), () =>
  inRepository('nodes/targets/yardstick-node/serve.ts'),
);

export default target;

import { fileURLToPath } from 'node:url';
import type { SocketTarget } from '#harness/contract/target.ts';
import { ourNode } from '../yardstick-node/our-node.ts';

const bun = fileURLToPath(new URL('../../../node_modules/.bin/bun', import.meta.url));

/** Our own sync node on Bun, by Elysia's WebSockets, with its storage. */
const target: SocketTarget = ourNode('yardstick-bun', bun, []);

export default target;

import type { SocketTarget } from '#harness/contract/target.ts';
import { ourNode } from './our-node.ts';

/** Our own sync node on Node, by `ws`, with its storage. */
const target: SocketTarget = ourNode('yardstick-node', process.execPath, ['--import', 'tsx']);

export default target;

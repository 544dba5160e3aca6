import type { SocketTarget } from '#harness/contract/target.ts';
import { ourNode } from './our-node.ts';

/** Our own sync node on Node, by `ws`, with its storage. */
const target: SocketTarget = ourNode('yardstick-node', process.execPath, async () =>
  // Only who starts it pays for a bundler.
  (await import('./bundle-our-node.ts')).bundleOurNode(),
);

export default target;

// bus-server.mjs with a bug: it asks the others when a room opens, and not again when the bus is back. What was
// published meanwhile is missing for ever.
import busServer from './bus-server.mjs';

/** @type {import('../../harness/contract/in-process-target.ts').InProcessTarget} */
const target = {
  ...busServer,
  name: 'bus-server-never-catches-up',
  create: (options) =>
    busServer.create({
      ...options,
      bus: { ...options.bus, onConnected: () => () => undefined },
    }),
};

export default target;

// bus-server.mjs with a bug: documents travel over the bus, and who is there does not.
import * as decoding from 'lib0/decoding';
import busServer from './bus-server.mjs';

/** @type {import('../../harness/contract/in-process-target.ts').InProcessTarget} */
const target = {
  ...busServer,
  name: 'bus-server-keeps-presence',
  create(options) {
    const { bus } = options;
    return busServer.create({
      ...options,
      bus: {
        ...bus,
        publish(channel, message) {
          if (!isPresence(message)) bus.publish(channel, message);
        },
      },
    });
  },
};

function isPresence(message) {
  const decoder = decoding.createDecoder(message);
  decoding.readVarString(decoder);
  return decoding.readVarUint8Array(decoder)[0] === 1;
}

export default target;

// bus-server.mjs with a bug: whoever is asked what it has asks back, and is asked back for that
// (hocuspocus#335). The messages between two instances never end.
import * as decoding from 'lib0/decoding';
import busServer from './bus-server.mjs';

/** @type {import('../../harness/contract/in-process-target.ts').InProcessTarget} */
const target = {
  ...busServer,
  name: 'bus-server-asks-back',
  create(options) {
    const { bus, name } = options;
    const questions = new Map();
    return busServer.create({
      ...options,
      bus: {
        ...bus,
        publish(channel, message) {
          if (isQuestion(message)) questions.set(channel, message);
          bus.publish(channel, message);
        },
        subscribe: (channel, listener) =>
          bus.subscribe(channel, (message) => {
            listener(message);
            if (isQuestion(message) && senderOf(message) !== name)
              bus.publish(channel, questions.get(channel));
          }),
      },
    });
  },
};

function senderOf(message) {
  return decoding.readVarString(decoding.createDecoder(message));
}

/** A sync step 1. */
function isQuestion(message) {
  const decoder = decoding.createDecoder(message);
  decoding.readVarString(decoder);
  const frame = decoding.readVarUint8Array(decoder);
  return frame[0] === 0 && frame[1] === 0;
}

export default target;

// A sync server of thirty lines, with a bug: it forwards the updates that clients send, and forgets that
// what a client wrote offline comes in a sync step 2.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsUpdate, readSyncMessage, writeSyncStep1 } from 'y-protocols/sync';
import { Doc } from 'yjs';

/** @type {import('../../harness/contract/in-process-target.ts').InProcessTarget} */
const target = {
  name: 'forwarding-server',
  stores: 'nothing',
  create({ gc }) {
    const rooms = new Map();
    return {
      accept(socket, request) {
        const name = decodeURIComponent(request.url.split('/').pop() ?? '');
        const room = rooms.get(name) ?? { doc: new Doc({ gc }), sockets: new Set() };
        rooms.set(name, room);
        room.sockets.add(socket);
        socket.on('close', () => room.sockets.delete(socket));
        socket.on('message', (data) => {
          const decoder = decoding.createDecoder(new Uint8Array(data));
          if (decoding.readVarUint(decoder) === 0) {
            const reply = encoding.createEncoder();
            encoding.writeVarUint(reply, 0);
            const step = readSyncMessage(decoder, reply, room.doc, socket);
            if (encoding.length(reply) > 1) socket.send(encoding.toUint8Array(reply));
            if (step !== messageYjsUpdate) return;
          }
          for (const other of room.sockets) if (other !== socket) other.send(data);
        });
        const question = encoding.createEncoder();
        encoding.writeVarUint(question, 0);
        writeSyncStep1(question, room.doc);
        socket.send(encoding.toUint8Array(question));
      },
      rooms: () => rooms,
    };
  },
};

export default target;

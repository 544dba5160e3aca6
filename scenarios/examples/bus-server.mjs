// A sync server whose instances talk over a bus, as over Redis: a channel per room, on it y-protocols messages
// behind the sender's name.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as awarenessProtocol from 'y-protocols/awareness';
import * as sync from 'y-protocols/sync';
import { Doc } from 'yjs';

const [messageSync, messageAwareness, messageQueryAwareness] = [0, 1, 3];

/** @type {import('../../harness/contract/in-process-target.ts').InProcessTarget} */
const target = {
  name: 'bus-server',
  stores: 'nothing',
  peers: 'bus',
  create({ name, gc, bus }) {
    const rooms = new Map();

    function open(roomName) {
      const doc = new Doc({ gc });
      const awareness = new awarenessProtocol.Awareness(doc);
      awareness.setLocalState(null);
      const room = { doc, awareness, sockets: new Set() };
      rooms.set(roomName, room);
      doc.on('update', (update, origin) => {
        const frame = message(messageSync, (encoder) => sync.writeUpdate(encoder, update));
        for (const socket of room.sockets) if (socket !== origin) socket.send(frame);
        if (origin !== bus) publish(roomName, frame);
      });
      awareness.on('update', ({ added, updated, removed }, origin) => {
        const frame = presence(room, [...added, ...updated, ...removed]);
        for (const socket of room.sockets) socket.send(frame);
        if (origin !== bus) publish(roomName, frame);
      });
      doc.on(
        'destroy',
        bus.subscribe(roomName, (bytes) => heard(roomName, bytes)),
      );
      ask(roomName);
      return room;
    }

    /** Asks the other instances for all they have: whoever was not connected has missed something. */
    function ask(roomName) {
      const { doc } = rooms.get(roomName);
      publish(
        roomName,
        message(messageSync, (encoder) => sync.writeSyncStep1(encoder, doc)),
      );
      publish(
        roomName,
        message(messageQueryAwareness, () => undefined),
      );
    }

    function publish(roomName, frame) {
      bus.publish(
        roomName,
        withEncoder((encoder) => {
          encoding.writeVarString(encoder, name);
          encoding.writeVarUint8Array(encoder, frame);
        }),
      );
    }

    /** Another instance has published; this one hears itself, too. */
    function heard(roomName, bytes) {
      const decoder = decoding.createDecoder(bytes);
      if (decoding.readVarString(decoder) === name) return;
      const reply = handle(rooms.get(roomName), decoding.readVarUint8Array(decoder), bus);
      if (reply !== null) publish(roomName, reply);
    }

    /** Takes in a frame; gives what it is to be answered with, or null. */
    function handle(room, frame, origin) {
      const decoder = decoding.createDecoder(frame);
      switch (decoding.readVarUint(decoder)) {
        case messageSync: {
          const reply = message(messageSync, (encoder) =>
            sync.readSyncMessage(decoder, encoder, room.doc, origin),
          );
          return reply.length > 1 ? reply : null;
        }
        case messageAwareness:
          awarenessProtocol.applyAwarenessUpdate(
            room.awareness,
            decoding.readVarUint8Array(decoder),
            origin,
          );
          return null;
        case messageQueryAwareness:
          return presence(room, [...room.awareness.getStates().keys()]);
        default:
          return null;
      }
    }

    bus.onConnected(() => {
      for (const roomName of rooms.keys()) ask(roomName);
    });

    // Clients take a connection that says nothing for 30 s for dead, and pings are no messages to them.
    setInterval(() => {
      for (const room of rooms.values())
        for (const socket of room.sockets) socket.send(presence(room, []));
    }, 15_000);

    return {
      accept(socket, request) {
        const roomName = decodeURIComponent(request.url.split('?')[0].split('/').pop());
        const room = rooms.get(roomName) ?? open(roomName);
        room.sockets.add(socket);
        socket.on('message', (data) => {
          try {
            const reply = handle(room, new Uint8Array(data), socket);
            if (reply !== null) socket.send(reply);
          } catch {
            socket.close(1007);
          }
        });
        // Who was on it may be here by another way: users tell when they leave, and the silent are forgotten.
        socket.on('close', () => {
          room.sockets.delete(socket);
          if (room.sockets.size > 0) return;
          rooms.delete(roomName);
          room.doc.destroy();
        });
        socket.send(message(messageSync, (encoder) => sync.writeSyncStep1(encoder, room.doc)));
        socket.send(presence(room, [...room.awareness.getStates().keys()]));
      },
      rooms: () => rooms,
    };
  },
};

function presence({ awareness }, ids) {
  return message(messageAwareness, (encoder) =>
    encoding.writeVarUint8Array(encoder, awarenessProtocol.encodeAwarenessUpdate(awareness, ids)),
  );
}

function message(type, write) {
  return withEncoder((encoder) => {
    encoding.writeVarUint(encoder, type);
    write(encoder);
  });
}

function withEncoder(write) {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export default target;

import { referenceParts } from '../reference-parts.ts';
import { referenceCapabilities } from '../reference-capabilities.ts';
import type { ServerMutant } from './mutant.ts';

const limit = referenceCapabilities.maxMessageBytes;

export const limitMutants: readonly ServerMutant[] = [
  {
    name: 'refuses a message of exactly its limit',
    parts: () => ({ maxPayload: limit - 1 }),
    breaks: ['YS-LIM-001'],
  },
  {
    name: 'has no limit',
    parts: () => ({ maxPayload: 100 * limit }),
    breaks: ['YS-LIM-002'],
  },
  {
    name: 'swallows what is too large (partykit#162)',
    parts: () => ({
      maxPayload: 100 * limit,
      receive(room, connection, frame, parts) {
        if (frame.length <= limit) referenceParts.receive(room, connection, frame, parts);
      },
    }),
    breaks: ['YS-LIM-002', 'YS-LIM-003'],
  },
  {
    name: 'drops what a slow reader does not take (bun#15647)',
    parts: () => ({
      send(socket, frame) {
        if (socket.bufferedAmount < 512 * 1024) socket.send(frame);
      },
    }),
    breaks: ['YS-LIM-004'],
    mayBreak: ['YS-LIM-*', 'YS-SYNC-014'],
  },
  {
    name: 'lets the twenty-first into a room and forgets it',
    parts: () => ({
      relayUpdate(room, update, origin) {
        const connections = new Set([...room.connections].slice(0, 20));
        referenceParts.relayUpdate({ ...room, connections }, update, origin);
      },
    }),
    breaks: ['YS-LIM-005'],
  },
  {
    name: 'cuts room names short (y-octo#53)',
    parts: () => ({
      roomOf: (pathname, search) => referenceParts.roomOf(pathname, search).slice(0, 18),
    }),
    breaks: ['YS-LIM-006', 'YS-ROOM-008'],
    mayBreak: ['YS-ROOM-*', 'YS-PERS-008', 'YS-HAND-014', 'YS-RELAY-*'],
  },
];

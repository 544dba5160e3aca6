import { referenceParts } from '../reference-parts.ts';
import type { ServerMutant } from './mutant.ts';

/** A server that takes other names than those it is given. */
function naming(change: (room: string) => string): ServerMutant['parts'] {
  return () => ({
    roomOf: (pathname, search) => change(referenceParts.roomOf(pathname, search)),
  });
}

export const roomMutants: readonly ServerMutant[] = [
  {
    name: 'ignores the end of a name',
    parts: naming((room) => room.replace('-two', '')),
    breaks: ['YS-ROOM-001', 'YS-ROOM-002', 'YS-ROOM-003'],
  },
  {
    name: 'cuts names at a slash',
    parts: naming((room) => room.split('/')[0] ?? ''),
    breaks: ['YS-ROOM-005'],
  },
  {
    name: 'looks rooms up in a plain object',
    parts: naming((room) => (room in {} ? 'inherited' : room)),
    breaks: ['YS-ROOM-006'],
  },
  {
    name: 'folds case and accents',
    parts: naming((room) => room.normalize('NFC').toLowerCase()),
    breaks: ['YS-ROOM-007'],
    mayBreak: ['YS-PERS-008'],
  },
  {
    name: 'decodes names twice',
    parts: naming((room) => {
      try {
        return decodeURIComponent(room);
      } catch {
        return room;
      }
    }),
    breaks: ['YS-ROOM-009'],
  },
  {
    name: 'takes the query for a part of the name',
    parts: () => ({ roomOf: (pathname, search) => `${pathname}${search}` }),
    breaks: ['YS-ROOM-010'],
    mayBreak: ['YS-AUTH-*', 'YS-ROOM-006', 'YS-ROOM-009'],
  },
];

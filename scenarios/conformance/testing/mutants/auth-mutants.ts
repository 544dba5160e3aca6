import { frameOf, referenceParts, type ReferenceParts } from '../reference-parts.ts';
import type { ReferenceConnection } from '../reference-room.ts';
import { admit } from '../admit.ts';
import type { ServerMutant } from './mutant.ts';

/** Handles some frames before admission, as a server that attaches its listener too early. */
function tooEarly(handles: (type: number, subtype: number) => boolean): Partial<ReferenceParts> {
  const anybody: ReferenceConnection = {
    kind: 'accepted',
    owned: new Set(),
    access: 'read-write',
    send: () => undefined,
    sendText: () => undefined,
    close: () => undefined,
    ping: () => undefined,
  };
  return {
    early(room, frame, parts) {
      if (!handles(frame[0] ?? -1, frame[1] ?? -1)) return false;
      referenceParts.receive(room(), anybody, frame, parts);
      return true;
    },
  };
}

export const authMutants: readonly ServerMutant[] = [
  {
    name: 'lets everybody read',
    parts: () => ({
      async authenticate(token) {
        const access = await admit(token, new Set());
        return access === 'denied' ? 'read-only' : access;
      },
    }),
    breaks: [
      'YS-AUTH-001',
      'YS-AUTH-002',
      'YS-AUTH-003',
      'YS-AUTH-004',
      'YS-AUTH-006',
      'YS-AUTH-009',
    ],
    mayBreak: ['YS-AUTH-014'],
  },
  {
    name: 'takes no token for the right one',
    parts: () => ({
      authenticate: (token) => (token === null ? 'read-write' : admit(token, new Set())),
    }),
    breaks: ['YS-AUTH-002'],
    mayBreak: ['YS-AUTH-014'],
  },
  {
    name: 'keeps silent instead of denying',
    parts: () => ({ deny: () => undefined }),
    breaks: ['YS-AUTH-003', 'YS-AUTH-004'],
  },
  {
    name: 'denies with 1008, after which y-websocket dials for ever',
    parts: () => ({ deny: (connection) => connection.close(1008) }),
    breaks: ['YS-AUTH-004'],
  },
  {
    name: 'applies updates before it knows who sends them (hocuspocus#124)',
    parts: () => tooEarly((type, subtype) => type === 0 && subtype !== 0),
    breaks: ['YS-AUTH-005', 'YS-AUTH-009'],
    mayBreak: ['YS-AUTH-002'],
  },
  {
    name: 'shows users before it knows who they are',
    parts: () => tooEarly((type) => type === 1),
    breaks: ['YS-AUTH-006'],
  },
  {
    name: 'refuses everybody in a room after one denial (hocuspocus#566)',
    parts() {
      const closed = new Set<string>();
      return {
        authenticate(token, room) {
          const access = admit(token, new Set());
          if (access === 'denied') closed.add(room);
          return closed.has(room) ? 'denied' : access;
        },
      };
    },
    breaks: ['YS-AUTH-007'],
    mayBreak: ['YS-AUTH-005', 'YS-AUTH-014'],
  },
  {
    name: 'drops what comes while the token is checked (partykit#106)',
    parts: () => ({ early: () => true }),
    breaks: ['YS-AUTH-008'],
    mayBreak: ['YS-AUTH-010'],
  },
  {
    name: 'hoards what comes while the token is checked (GHSA-xwhh-v746-pj9m)',
    parts: () => ({
      overflows: () => false,
      // Time enough for the flood, however busy the machine is.
      authenticate: (token) =>
        token === 'slow-writer' ? new Promise(() => undefined) : admit(token, new Set()),
    }),
    breaks: ['YS-AUTH-010'],
    mayBreak: ['YS-AUTH-008', 'YS-AUTH-014'],
  },
  {
    name: 'shows read-only clients nothing',
    parts: () => ({
      step1(room, connection, stateVector) {
        if (connection.access === 'read-write') referenceParts.step1(room, connection, stateVector);
        else connection.send(frameOf({ kind: 'step2', update: Uint8Array.of(0, 0) }));
      },
    }),
    breaks: ['YS-AUTH-011'],
  },
  {
    name: 'filters step 2 of read-only clients, and not their updates',
    parts: () => ({ update: (room, connection, update) => room.apply(update, connection) }),
    breaks: ['YS-AUTH-012'],
  },
  {
    name: 'filters updates of read-only clients, and not their step 2 (jupyverse#546)',
    parts: () => ({ step2: (room, connection, update) => room.apply(update, connection) }),
    breaks: ['YS-AUTH-013'],
  },
  {
    name: 'checks tokens at the door only',
    parts: () => ({ revoke: () => undefined }),
    breaks: ['YS-AUTH-014'],
  },
];

import { encodeStateAsUpdate, getState } from 'yjs';
import { frameOf, referenceParts, type ReferenceParts } from '../reference-parts.ts';
import type { ReferenceConnection, ReferenceRoom } from '../reference-room.ts';
import type { ServerMutant } from './mutant.ts';
import { structsIn } from './structs-in.ts';

type Apply = (room: ReferenceRoom, connection: ReferenceConnection, update: Uint8Array) => boolean;

/** Step 2 and updates alike are dropped unless the condition holds. */
function taking(accepts: Apply): Partial<ReferenceParts> {
  return {
    step2(room, connection, update) {
      if (accepts(room, connection, update)) referenceParts.step2(room, connection, update);
    },
    update(room, connection, update) {
      if (accepts(room, connection, update)) referenceParts.update(room, connection, update);
    },
  };
}

const leavesGap = ({ doc }: ReferenceRoom, update: Uint8Array): boolean => {
  const next = new Map<number, number>();
  return structsIn(update).some(({ client, clock }) => {
    const early = !next.has(client) && clock > getState(doc.store, client);
    next.set(client, clock);
    return early;
  });
};

export const syncMutants: readonly ServerMutant[] = [
  {
    name: 'takes a step 2 for nothing when it has no structs (thinkroom#229)',
    parts: () => ({
      step2(room, connection, update) {
        if (structsIn(update).length > 0) referenceParts.step2(room, connection, update);
      },
    }),
    breaks: ['YS-SYNC-002'],
  },
  {
    name: 'writes a template into the document at every visit (yjs-demos#16)',
    parts: () => ({
      welcome(room, connection) {
        room.doc.getText('body').insert(0, 'Welcome!');
        referenceParts.welcome(room, connection);
      },
    }),
    breaks: ['YS-SYNC-004'],
    mayBreak: ['*'],
  },
  {
    name: 'drops updates with formats, which it does not know (y-octo#53)',
    parts: () =>
      taking((_room, _connection, update) =>
        structsIn(update).every(({ content }) => content !== 'ContentFormat'),
      ),
    breaks: ['YS-SYNC-005'],
    mayBreak: ['YS-PERS-006'],
  },
  {
    name: 'drops updates that come before what they need (nextcloud/text#4600)',
    parts: () => taking((room, _connection, update) => !leavesGap(room, update)),
    breaks: ['YS-SYNC-006', 'YS-SYNC-007', 'YS-PERS-009'],
  },
  {
    name: 'takes nothing more while an update waits',
    parts: () => taking(({ doc }) => doc.store.pendingStructs === null),
    breaks: ['YS-SYNC-008'],
    mayBreak: ['YS-SYNC-*', 'YS-PERS-009'],
  },
  {
    name: 'refuses merged updates with a hole (yjs#558)',
    parts: () =>
      taking((_room, _connection, update) =>
        structsIn(update).every(({ kind }) => kind !== 'Skip'),
      ),
    breaks: ['YS-SYNC-009'],
  },
  {
    name: 'never again listens to a client that left a gap',
    parts() {
      const mistrusted = new Set<number>();
      return taking((room, _connection, update) => {
        const clients = structsIn(update).map(({ client }) => client);
        if (leavesGap(room, update)) for (const client of clients) mistrusted.add(client);
        return clients.every((client) => !mistrusted.has(client));
      });
    },
    breaks: ['YS-SYNC-010'],
    mayBreak: ['YS-SYNC-*', 'YS-PERS-009'],
  },
  {
    name: 'answers step 1 at once with nothing, and with the document later (y-websocket#81)',
    parts: () => ({
      step1(room, connection, stateVector) {
        connection.send(frameOf({ kind: 'step2', update: Uint8Array.of(0, 0) }));
        setTimeout(() => {
          const update = encodeStateAsUpdate(room.doc, stateVector);
          connection.send(frameOf({ kind: 'update', update }));
        }, 15);
      },
    }),
    breaks: ['YS-SYNC-011', 'YS-PERS-002'],
    mayBreak: ['YS-SYNC-*', 'YS-UPD-010', 'YS-AUTH-*'],
  },
  {
    name: 'subscribes a newcomer too late for the next three updates',
    parts() {
      const missed = new WeakMap<ReferenceConnection, number>();
      return {
        relayUpdate(room, update, origin) {
          const connections = new Set(
            [...room.connections].filter((one) => {
              const count = missed.get(one) ?? 0;
              missed.set(one, count + 1);
              return count >= 3;
            }),
          );
          referenceParts.relayUpdate({ ...room, connections }, update, origin);
        },
      };
    },
    breaks: ['YS-SYNC-012'],
    mayBreak: ['*'],
  },
  {
    name: 'closes on an empty update',
    parts: () => ({
      update(room, connection, update) {
        if (update.length === 2) connection.close(1003);
        else referenceParts.update(room, connection, update);
      },
    }),
    breaks: ['YS-SYNC-013'],
    mayBreak: ['YS-MALF-*'],
  },
  {
    name: 'answers with at most 64 KiB',
    parts: () => ({
      step1(room, connection, stateVector) {
        const update = encodeStateAsUpdate(room.doc, stateVector);
        const sent = update.length > 65_535 ? Uint8Array.of(0, 0) : update;
        connection.send(frameOf({ kind: 'step2', update: sent }));
      },
    }),
    breaks: ['YS-SYNC-014'],
    mayBreak: ['YS-LIM-*'],
  },
  {
    name: 'reads the first message of a frame only',
    parts: () => ({
      receive(room, connection, frame, parts) {
        const type = frame[0];
        const length = frame[2] ?? 0;
        const first = type === 0 && length < 0x80 ? frame.slice(0, 3 + length) : frame;
        referenceParts.receive(room, connection, first, parts);
      },
    }),
    breaks: ['YS-SYNC-015'],
    mayBreak: ['YS-MALF-*'],
  },
];

import { defineCase } from '../../define-case.ts';
import {
  append,
  bodyOf,
  createReplica,
  setUser,
  textReplica,
  usersOf,
} from '../../peer/replica.ts';

/** What is in one room is in no other. */
export const isolation = [
  defineCase({
    id: 'YS-ROOM-001',
    title: 'A document is seen in its room only',
    level: 'MUST',
    source: 'Others’ data: the worst a sync server can do',
    async run({ join, room, sees, quiet, require }) {
      const writer = await join('writer', { replica: textReplica('of room one') });
      const stranger = await join('stranger', { room: `${room}-two` });
      append(writer.replica, ', live');
      await sees(await join('reader'), 'of room one, live');
      await quiet();
      const text = bodyOf(stranger.replica);
      require('nothing in the other room', text === '', `"${text}"`);
    },
  }),
  defineCase({
    id: 'YS-ROOM-002',
    title: 'Presence is seen in its room only',
    level: 'MUST',
    source: 'Others’ data: who works on what',
    async run({ join, room, shows, quiet, require }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      const stranger = await join('stranger', { room: `${room}-two` });
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      await quiet();
      const users = [stranger, await join('late stranger', { room: `${room}-two` })].flatMap(
        ({ replica }) => usersOf(replica),
      );
      require('nobody is shown in the other room', users.length === 0, users.join(', '));
    },
  }),
  defineCase({
    id: 'YS-ROOM-003',
    title: 'One client in two rooms keeps them apart',
    level: 'MUST',
    source: 'Tabs, and applications with a document per page',
    async run({ join, room, sees, quiet, require }) {
      const here = await join('here', { replica: createReplica() });
      const there = await join('there', { room: `${room}-two`, replica: createReplica() });
      append(here.replica, 'here');
      append(there.replica, 'there');
      await sees(await join('reader here'), 'here');
      await sees(await join('reader there', { room: `${room}-two` }), 'there');
      await quiet();
      for (const [peer, text] of [
        [here, 'here'],
        [there, 'there'],
      ] as const) {
        const got = bodyOf(peer.replica);
        require(`only "${text}"`, got === text, `"${got}"`);
      }
    },
  }),
  defineCase({
    id: 'YS-ROOM-004',
    title: 'Malformed frames in one room do not disturb another',
    level: 'MUST',
    source: 'y-websocket#82: the process ended for everybody',
    needs: ['hostile'],
    async run({ join, connect, room, sees, quiet }) {
      const reader = await join('reader');
      const offender = await connect('offender', { room: `${room}-two`, conduct: 'raw' });
      offender.askForState();
      for (const bytes of [[], [0, 2, 200, 1], [1, 3, 1], [99], [0, 9]]) {
        offender.sendInner(Uint8Array.from(bytes));
      }
      await quiet();
      const writer = await join('writer');
      append(writer.replica, 'undisturbed');
      await sees(reader, 'undisturbed');
    },
  }),
];

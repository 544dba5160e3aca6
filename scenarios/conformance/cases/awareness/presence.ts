import { defineCase } from '../../define-case.ts';
import { setUser, usersOf } from '../../peer/replica.ts';

/** Who is there, seen soon and whole. */
export const presence = [
  defineCase({
    id: 'YS-AWAR-001',
    title: 'A newer state is seen within 5 s',
    level: 'SHOULD',
    source:
      'y-protocols awareness; intermediate states may be skipped. Presence is no data: SHOULD',
    async run({ join, shows }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      for (const name of ['A', 'Ad', 'Ada L', 'Ada Lovelace']) setUser(ada.replica, name);
      await shows(bob, ['Ada Lovelace']);
    },
  }),
  defineCase({
    id: 'YS-AWAR-002',
    title: 'An explicit null is seen within 5 s',
    level: 'SHOULD',
    source:
      'y-protocols awareness: null marks a client as offline; read in Hocuspocus 4.7.0, which drops it',
    async run({ join, shows }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      ada.replica.awareness.setLocalState(null);
      await shows(bob, []);
    },
  }),
  defineCase({
    id: 'YS-AWAR-003',
    title: 'One frame may carry the states of several clients',
    level: 'SHOULD',
    source: 'y-protocols awareness: a count, then that many entries; bridges and tabs use it',
    async run({ join, connect, shows }) {
      const observer = await join('observer');
      const sender = await connect('sender', { conduct: 'raw' });
      const entries = ['Ann', 'Ben', 'Cem'].map((name, index) => ({
        client: 1_000 + index,
        clock: 1,
        state: JSON.stringify({ user: { name } }),
      }));
      sender.send({ kind: 'awareness', entries });
      await shows(observer, ['Ann', 'Ben', 'Cem']);
    },
  }),
  defineCase({
    id: 'YS-AWAR-004',
    title: 'Presence sent in the tick in which the socket opens is not lost',
    level: 'SHOULD',
    source: 'y-websocket sends its state right after step 1; lost, the user is invisible for 15 s',
    async run({ join, connect, shows }) {
      const observer = await join('observer');
      const entry = { client: 2_000, clock: 1, state: '{"user":{"name":"Eve"}}' };
      await connect('eager', { conduct: 'raw', first: [{ kind: 'awareness', entries: [entry] }] });
      await shows(observer, ['Eve']);
    },
  }),
  defineCase({
    id: 'YS-AWAR-005',
    title: 'A state of 10 kB with any Unicode passes unchanged',
    level: 'SHOULD',
    source: 'Selections and cursors of rich editors; varString is UTF-8 (lib0)',
    async run({ join, shows }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      const name = 'Ä😀\u2028"\\'.repeat(1_200);
      setUser(ada.replica, name);
      await shows(bob, [name]);
    },
  }),
  defineCase({
    id: 'YS-AWAR-006',
    title: 'A query for awareness is answered or ignored, and closes nothing',
    level: 'SHOULD',
    source:
      'Message type 3 is part of the y-websocket protocol; none of five servers run answered it',
    async run({ join, connect, quiet, require }) {
      await join('resident');
      const asker = await connect('asker', { conduct: 'raw' });
      asker.send({ kind: 'query-awareness' });
      await quiet();
      require('the connection stays open', asker.end === null, JSON.stringify(asker.end));
    },
  }),
  defineCase({
    id: 'YS-AWAR-007',
    title: 'A state at clock 0 is not shown',
    level: 'SHOULD',
    source:
      'y-protocols awareness: an unknown client counts as clock 0, so only later states are news',
    async run({ join, connect, quiet, require }) {
      const observer = await join('observer');
      const sender = await connect('sender', { conduct: 'raw' });
      const entry = { client: 3_000, clock: 0, state: '{"user":{"name":"Zoe"}}' };
      sender.send({ kind: 'awareness', entries: [entry] });
      await quiet();
      const newcomer = await join('newcomer');
      await quiet();
      for (const { name, replica } of [observer, newcomer]) {
        require('nobody is shown', usersOf(replica).length === 0, `${name} is shown Zoe`);
      }
    },
  }),
];

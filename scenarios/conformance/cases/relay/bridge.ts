import { defineCase } from '../../define-case.ts';
import { newsCount } from '../../peer/peer.ts';
import { append, createReplica, setUser } from '../../peer/replica.ts';

/** One replica on two connections: what comes in at one goes out at the other, and comes to rest. */
export const bridge = [
  defineCase({
    id: 'YS-RELAY-001',
    title: 'A client that bridges two rooms carries edits both ways',
    level: 'MUST',
    source:
      'y-webrtc#3: received updates must be relayed like own ones; every sync node is such a client',
    async run({ join, room, sees, converge }) {
      const other = `${room}-two`;
      const replica = createReplica();
      await join('bridge here', { replica });
      await join('bridge there', { replica, room: other });
      const [a, b] = [await join('a'), await join('b', { room: other })];
      append(replica, 'by the bridge ');
      await sees(b, 'by the bridge ');
      append(a.replica, 'from a ');
      await sees(b, 'from a ');
      append(b.replica, 'from b');
      await sees(a, 'from b');
      await converge(a, b);
    },
  }),
  defineCase({
    id: 'YS-RELAY-002',
    title: 'Two bridges between two rooms come to rest after an edit',
    level: 'MUST',
    source: 'hocuspocus#335; Yjs emits no event for a duplicate, which is what ends the circle',
    async run({ join, room, sees, quiet, require }) {
      const other = `${room}-two`;
      for (const name of ['left', 'right']) {
        const replica = createReplica();
        await join(`${name} here`, { replica });
        await join(`${name} there`, { replica, room: other });
      }
      const [a, b] = [await join('a'), await join('b', { room: other })];
      await quiet();
      const before = newsCount(b);
      append(a.replica, 'round and round');
      await sees(b, 'round and round');
      await quiet();
      const came = newsCount(b) - before;
      require('at most 10 messages for one edit', came <= 10, `${came} messages came`);
    },
  }),
  defineCase({
    id: 'YS-RELAY-003',
    title: 'Presence crosses a bridge within 5 s',
    level: 'SHOULD',
    source:
      'y-websocket clients repeat what they hear; the server must not tie a user to one connection',
    async run({ join, room, shows }) {
      const other = `${room}-two`;
      const replica = createReplica();
      await join('bridge here', { replica });
      await join('bridge there', { replica, room: other });
      const [a, b] = [await join('a'), await join('b', { room: other })];
      setUser(replica, 'Bridge');
      await shows(b, ['Bridge']);
      setUser(a.replica, 'Ada');
      await shows(b, ['Ada', 'Bridge']);
    },
  }),
];

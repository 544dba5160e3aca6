import { defineCase } from '../../define-case.ts';
import { newsCount } from '../../peer/peer.ts';
import { append, setUser, textReplica } from '../../peer/replica.ts';

/** Nodes that dial one another. */
export const nodes = [
  defineCase({
    id: 'YS-RELAY-004',
    title: 'Edits cross from node to node, both ways',
    level: 'MUST',
    source: 'A node that dials another is its client and its server at once',
    needs: ['restart', 'peers'],
    async run({ join, server, startNode, sees, converge }) {
      const second = await startNode([server]);
      const [a, b] = [await join('a'), await join('b', { at: second })];
      append(a.replica, 'from a ');
      await sees(b, 'from a ');
      append(b.replica, 'from b');
      await sees(a, 'from b');
      await converge(a, b);
    },
  }),
  defineCase({
    id: 'YS-RELAY-005',
    title: 'An edit crosses a line of three nodes',
    level: 'MUST',
    source: 'y-webrtc#3: a node that relays only what its own clients wrote breaks the line',
    needs: ['restart', 'peers'],
    async run({ join, server, startNode, sees, converge }) {
      const middle = await startNode([server]);
      const far = await startNode([middle]);
      const [a, c] = [await join('a'), await join('c', { at: far })];
      await join('b', { at: middle });
      append(a.replica, 'along the line');
      await sees(c, 'along the line');
      append(c.replica, ' and back');
      await sees(a, ' and back');
      await converge(a, c);
    },
  }),
  defineCase({
    id: 'YS-RELAY-006',
    title: 'An edit followed by a close in the same tick reaches the other node',
    level: 'MUST',
    source: 'hocuspocus#557, #573: the node unsubscribed before it published',
    needs: ['restart', 'peers'],
    async run({ join, server, startNode, sees }) {
      const second = await startNode([server]);
      const reader = await join('reader', { at: second });
      const writer = await join('writer');
      append(writer.replica, 'last words');
      writer.close();
      await sees(reader, 'last words');
    },
  }),
  defineCase({
    id: 'YS-RELAY-007',
    title: 'Linked nodes come to rest after an edit',
    level: 'MUST',
    source: 'hocuspocus#335, #340: two nodes answered each other for ever',
    needs: ['restart', 'peers'],
    async run({ join, server, startNode, sees, quiet, require }) {
      const second = await startNode([server]);
      const third = await startNode([server, second]);
      const [a, c] = [await join('a'), await join('c', { at: third })];
      await join('b', { at: second });
      append(a.replica, 'settle ');
      await sees(c, 'settle ');
      await quiet();
      const before = newsCount(c);
      append(a.replica, 'down');
      await sees(c, 'down');
      await quiet();
      const came = newsCount(c) - before;
      require('at most 10 messages to a client for one edit', came <= 10, `${came} came`);
    },
  }),
  defineCase({
    id: 'YS-RELAY-008',
    title: 'Presence crosses from node to node within 5 s',
    level: 'SHOULD',
    source: 'Presence is no data: SHOULD',
    needs: ['restart', 'peers'],
    async run({ join, server, startNode, shows }) {
      const second = await startNode([server]);
      const [ada, bob] = [await join('ada'), await join('bob', { at: second })];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      ada.replica.awareness.setLocalState(null);
      await shows(bob, []);
    },
  }),
  defineCase({
    id: 'YS-RELAY-009',
    title: 'Edits made while a dialled node was down reach it when it is back',
    level: 'MUST',
    source: 'The partition that every topology meets; y-websocket dials again after at most 2.5 s',
    needs: ['restart', 'peers'],
    async run({ join, server, startNode, sees, ended }) {
      const second = await startNode([server]);
      const a = await join('a', { replica: textReplica('before ') });
      const b = await join('b', { at: second });
      await sees(b, 'before ');
      await server.kill();
      await ended(a);
      append(b.replica, 'meanwhile');
      await server.start();
      await sees(await join('a again', { replica: a.replica }), 'meanwhile');
    },
  }),
];

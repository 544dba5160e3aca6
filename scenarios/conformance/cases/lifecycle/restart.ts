import { encodeStateAsUpdate } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { standing } from '../../peer/peer.ts';
import { append, setUser, textReplica } from '../../peer/replica.ts';

/** The process ends and comes back. */
export const restart = [
  defineCase({
    id: 'YS-LIFE-006',
    title: 'After a restart the clients that come back give the server what they hold',
    level: 'MUST',
    source:
      'partykit#341, y-durableobjects#28: a server that woke up empty stayed so, with clients who had it all',
    needs: ['restart'],
    async run({ join, server, ended, sees }) {
      const keeper = await join('keeper', { replica: textReplica('kept by a client') });
      await server.kill();
      await ended(keeper);
      await server.start();
      await join('keeper again', { replica: keeper.replica });
      await sees(await join('newcomer'), 'kept by a client');
    },
  }),
  defineCase({
    id: 'YS-LIFE-007',
    title: 'Edits made on both sides of an outage merge afterwards',
    level: 'MUST',
    source: 'The second flow of every local-first application',
    needs: ['restart'],
    async run({ join, server, ended, sees, converge }) {
      const [a, b] = [await join('a', { replica: textReplica('base ') }), await join('b')];
      await sees(b, 'base ');
      await server.kill();
      await ended(a);
      await ended(b);
      append(a.replica, 'by a ');
      append(b.replica, 'by b ');
      await server.start();
      const back = await join('a again', { replica: a.replica });
      await converge(back, await join('b again', { replica: b.replica }));
    },
  }),
  defineCase({
    id: 'YS-LIFE-008',
    title: 'A graceful stop says goodbye with a close code',
    level: 'MAY',
    source: 'RFC 6455 §7.4.1: 1001 going away, 1012 service restart; 1006 is what no server sent',
    needs: ['restart'],
    async run({ join, server, ended, require }) {
      const peer = await join('peer');
      await server.stop();
      await ended(peer);
      const { end } = peer;
      require('a close code', end?.kind === 'closed' && end.code !== 1006, standing(peer));
    },
  }),
  defineCase({
    id: 'YS-LIFE-009',
    title: 'No user is shown after a restart who is not there',
    level: 'SHOULD',
    source: 'Presence is ephemeral (y-protocols); a stored one is a ghost',
    needs: ['restart'],
    async run({ join, server, shows, quiet }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      await server.stop();
      await server.start();
      const newcomer = await join('newcomer');
      await quiet();
      await shows(newcomer, []);
    },
  }),
  defineCase({
    id: 'YS-LIFE-010',
    title: 'What was acknowledged survives kill -9',
    level: 'MUST',
    source:
      'y-sweet#353, hocuspocus#614, #635: "saved" must be true. Type 102 is echoed once all before it is durable',
    needs: ['restart', 'persistence', 'durable-acknowledge'],
    async run({ join, connect, server, until, sees }) {
      const writer = await connect('writer', { conduct: 'raw' });
      const replica = textReplica('acknowledged');
      const body = Uint8Array.of(1, 42);
      writer.send(
        { kind: 'update', update: encodeStateAsUpdate(replica.doc) },
        { kind: 'acknowledge', body },
      );
      await until(
        'the acknowledgement arrives',
        () => writer.received.some(({ kind }) => kind === 'acknowledge'),
        () => `none; ${standing(writer)}`,
      );
      await server.kill();
      await server.start();
      await sees(await join('newcomer'), 'acknowledged');
    },
  }),
  defineCase({
    id: 'YS-LIFE-011',
    title: 'An acknowledgement repeats its body, after what was sent before it was applied',
    level: 'MUST',
    source: 'y-sweet sync status (type 102): the client matches the echo with what it sent',
    needs: ['acknowledge'],
    async run({ join, connect, until, sees, require }) {
      const writer = await connect('writer', { conduct: 'raw' });
      const body = Uint8Array.of(3, 1, 2, 200);
      writer.send(
        { kind: 'update', update: encodeStateAsUpdate(textReplica('applied').doc) },
        { kind: 'acknowledge', body },
      );
      const echo = (): Uint8Array | undefined => {
        for (const message of writer.received) {
          if (message.kind === 'acknowledge') return message.body;
        }
        return undefined;
      };
      await until(
        'an echo',
        () => echo() !== undefined,
        () => `none; ${standing(writer)}`,
      );
      const got = Buffer.from(echo() ?? []).toString('hex');
      require('the same body', got === Buffer.from(body).toString('hex'), got);
      await sees(await join('newcomer'), 'applied');
    },
  }),
];

import { defineCase } from '../../define-case.ts';
import { append, bodyOf, createReplica, textReplica } from '../../peer/replica.ts';
import { everybodyLeaves } from './everybody-leaves.ts';

/** A room that nobody is in is not forgotten. */
export const reload = [
  defineCase({
    id: 'YS-PERS-001',
    title: 'A document is still there after everybody left',
    level: 'MUST',
    source: 'y-websocket-server closeConn, hocuspocus unload: the room is dropped and loaded again',
    needs: ['idle-rooms'],
    async run(context) {
      const writer = await context.join('writer', { replica: textReplica('left behind') });
      await context.sees(await context.join('witness'), 'left behind');
      await everybodyLeaves(context);
      await context.sees(await context.join('newcomer'), 'left behind');
      context.require('the writer is gone', writer.end !== null, 'still connected');
    },
  }),
  defineCase({
    id: 'YS-PERS-002',
    title: 'A client is told "synced" only when the room has been loaded',
    level: 'MUST',
    source:
      'y-websocket#81, #39, y-websocket-server#10: step 2 came before the load, and applications seeded their template into a full document',
    needs: ['restart', 'persistence'],
    async run(context) {
      const { join, sees, server, require } = context;
      // Many small updates take a store longer to read than one.
      const writer = await join('writer');
      for (let key = 0; key < 300; key++) append(writer.replica, `${key},`);
      const whole = bodyOf(writer.replica);
      await sees(await join('witness'), whole);
      await everybodyLeaves(context);
      await server.stop();
      await server.start();
      const newcomer = await join('newcomer', { conduct: 'reader' });
      const got = newcomer.syncedWith ?? '';
      require(`${whole.length} characters at the first step 2`, got ===
        whole, `${got.length} characters at the first step 2`);
    },
  }),
  defineCase({
    id: 'YS-PERS-003',
    title: 'Leaving and returning at once, again and again, loses no edit',
    level: 'MUST',
    source: 'hocuspocus#995, #997, #131: an unload or a store under way met the returning client',
    needs: ['idle-rooms'],
    async run(context) {
      let expected = '';
      for (let visit = 0; visit < 8; visit++) {
        const visitor = await context.join(`visitor ${visit}`);
        await context.sees(visitor, expected);
        append(visitor.replica, `visit ${visit};`);
        expected += `visit ${visit};`;
        visitor.close();
        await context.ended(visitor);
      }
      const newcomer = await context.join('newcomer');
      await context.sees(newcomer, expected);
      const text = bodyOf(newcomer.replica);
      context.require('each visit once', text === expected, `"${text}"`);
    },
  }),
  defineCase({
    id: 'YS-PERS-004',
    title: 'A document loaded from storage can be edited and loaded again',
    level: 'MUST',
    source:
      'y-leveldb, y-indexeddb#14: what is written during or after a load must not be trimmed away',
    needs: ['restart', 'persistence'],
    async run(context) {
      const { join, server, sees } = context;
      await join('first', { replica: textReplica('first ') });
      await sees(await join('witness'), 'first ');
      for (const word of ['second ', 'third ']) {
        await everybodyLeaves(context);
        await server.stop();
        await server.start();
        const editor = await join(`editor of ${word}`);
        await sees(editor, 'first ');
        append(editor.replica, word);
        await sees(await join(`witness of ${word}`), word);
      }
      await everybodyLeaves(context);
      await server.stop();
      await server.start();
      await sees(await join('newcomer', { replica: createReplica() }), 'first second third ');
    },
  }),
];

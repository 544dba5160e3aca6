import { defineCase } from '../../define-case.ts';
import { append, bodyOf, createReplica, textReplica } from '../../peer/replica.ts';
import { difference } from '../../peer/difference.ts';
import { everybodyLeaves } from './everybody-leaves.ts';

/** What was there before a graceful restart is there afterwards. */
export const restartEquality = [
  defineCase({
    id: 'YS-PERS-005',
    title: 'A graceful stop with clients connected flushes the last edit',
    level: 'MUST',
    source: 'hocuspocus#766: debounced stores; SIGTERM is how deployments replace a server',
    needs: ['restart', 'persistence'],
    async run({ join, server, sees }) {
      const writer = await join('writer', { replica: textReplica('long ago, ') });
      const witness = await join('witness');
      await sees(witness, 'long ago, ');
      for (let key = 0; key < 200; key++) append(writer.replica, `${key},`);
      await sees(witness, '199,');
      await server.stop();
      await server.start();
      await sees(await join('newcomer'), '199,');
    },
  }),
  defineCase({
    id: 'YS-PERS-006',
    title: 'The document after a restart equals the one before, deletions and formats included',
    level: 'MUST',
    source:
      'jupyter-collaboration#571, y-crdt#361: documents rebuilt from text or JSON are other documents',
    needs: ['restart', 'persistence'],
    async run(context) {
      const { join, server, sees, until } = context;
      const writer = await join('writer');
      const { doc } = writer.replica;
      append(writer.replica, 'plain bold gone end');
      doc.getText('body').format(6, 4, { bold: true });
      doc.getText('body').delete(11, 5);
      doc.getMap('map').set('key', [1, { two: null }]);
      doc.getMap('map').delete('key');
      doc.getMap('map').set('key', 'kept');
      doc.getArray('list').push(['a', new Uint8Array([1, 2])]);
      await sees(await join('witness'), 'end');
      await everybodyLeaves(context);
      await server.stop();
      await server.start();
      const newcomer = await join('newcomer', { conduct: 'reader' });
      await until(
        'an equal document',
        () => difference(writer.replica, newcomer.replica) === null,
        () => difference(writer.replica, newcomer.replica) ?? 'equal',
      );
    },
  }),
  defineCase({
    id: 'YS-PERS-007',
    title: 'Five hundred small updates survive a restart',
    level: 'MUST',
    source:
      'y-leveldb and y-indexeddb compact after some hundred updates and then delete the old ones',
    needs: ['restart', 'persistence'],
    async run(context) {
      const { join, server, sees } = context;
      const writer = await join('writer');
      for (let key = 0; key < 500; key++) append(writer.replica, `${key},`);
      const whole = bodyOf(writer.replica);
      await sees(await join('witness'), whole);
      await everybodyLeaves(context);
      // What a stop flushes is another case's matter.
      await context.pass(2_000);
      await server.stop();
      await server.start();
      await sees(await join('newcomer'), whole);
    },
  }),
  defineCase({
    id: 'YS-PERS-008',
    title: 'Rooms with awkward names are stored apart',
    level: 'MUST',
    source: 'Room names are keys, not paths and not SQL: others’ data, or none, after a restart',
    needs: ['restart', 'persistence'],
    async run(context) {
      const { join, server, sees, require, room } = context;
      const names = [`${room}.x`, `${room}_x`, `${room}-x`, `${room}x`, `${room.toUpperCase()}X`];
      for (const [index, name] of names.entries()) {
        await join(`writer ${index}`, { room: name, replica: textReplica(`room ${index}.`) });
        await sees(await join(`witness ${index}`, { room: name }), `room ${index}.`);
      }
      await everybodyLeaves(context);
      await server.stop();
      await server.start();
      for (const [index, name] of names.entries()) {
        const reader = await join(`reader ${index}`, { room: name });
        await sees(reader, `room ${index}.`);
        const text = bodyOf(reader.replica);
        require('only its own text', text === `room ${index}.`, `"${text}"`);
      }
    },
  }),
  defineCase({
    id: 'YS-PERS-009',
    title: 'An update that waits for its gap survives a restart',
    level: 'SHOULD',
    source: 'y-crdt, nextcloud/text#7377. SHOULD: the originator has it and sends it again',
    needs: ['restart', 'persistence'],
    async run(context) {
      const { join, connect, server, sees, quiet } = context;
      const replica = createReplica();
      const updates: Uint8Array[] = [];
      replica.doc.on('update', (update: Uint8Array) => updates.push(update));
      append(replica, 'one ');
      append(replica, 'two');
      const [first, second] = updates;
      if (first === undefined || second === undefined)
        throw new TypeError('two edits, two updates');
      await join('resident', { replica: textReplica('') });
      const sender = await connect('sender', { conduct: 'raw' });
      sender.send({ kind: 'update', update: second });
      await quiet();
      await everybodyLeaves(context);
      await server.stop();
      await server.start();
      const later = await connect('later', { conduct: 'raw' });
      later.send({ kind: 'update', update: first });
      await sees(await join('newcomer'), 'one two');
    },
  }),
];

import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { untilAll } from '../until-all.ts';
import { append, bodyOf, createReplica, textReplica } from '../../peer/replica.ts';

/** Each update reaches each other connection, whatever its size and moment. */
export const delivery = [
  defineCase({
    id: 'YS-UPD-001',
    title: 'An update reaches every other connection',
    level: 'MUST',
    source:
      'y-protocols PROTOCOL.md; elysia#1716: servers that compare wrappers skip the wrong one',
    async run({ join, sees, converge }) {
      const peers = [await join('a'), await join('b'), await join('c'), await join('d')];
      for (const writer of peers) {
        append(writer.replica, `by ${writer.name};`);
        await Promise.all(peers.map((peer) => sees(peer, `by ${writer.name};`)));
      }
      await converge(...peers);
    },
  }),
  defineCase({
    id: 'YS-UPD-002',
    title: 'A live update that only deletes reaches the others',
    level: 'MUST',
    source: 'thinkroom#229, yjs#140: deletions are not in the state vector',
    async run({ join, sees, until, converge }) {
      const writer = await join('writer', { replica: textReplica('keep drop') });
      const reader = await join('reader');
      await sees(reader, 'keep drop');
      writer.replica.doc.getText('body').delete(4, 5);
      await until(
        'the reader has the deletion',
        () => bodyOf(reader.replica) === 'keep',
        () => `its text is still "${bodyOf(reader.replica)}"`,
      );
      await converge(writer, reader);
    },
  }),
  defineCase({
    id: 'YS-UPD-003',
    title: 'An update followed by a close in the same tick is delivered',
    level: 'MUST',
    source: 'hocuspocus#557, #573: the last words before a tab closes',
    async run({ join, sees }) {
      const reader = await join('reader');
      const writer = await join('writer');
      append(writer.replica, 'last words');
      writer.close();
      await sees(reader, 'last words');
    },
  }),
  defineCase({
    id: 'YS-UPD-004',
    title: 'An update sent in the tick in which the socket opens is not lost',
    level: 'MUST',
    source: 'hocuspocus#124, partykit#106: what comes during asynchronous set-up must be kept',
    async run({ join, connect, sees }) {
      const reader = await join('reader');
      await connect('eager', {
        conduct: 'raw',
        first: [{ kind: 'update', update: encodeStateAsUpdate(textReplica('eager words').doc) }],
      });
      await sees(reader, 'eager words');
    },
  }),
  defineCase({
    id: 'YS-UPD-005',
    title: 'An update of 100 kB arrives whole',
    level: 'MUST',
    source: 'RFC 6455 §5.2: payloads above 65,535 bytes use the 64-bit length; a paste or an image',
    async run({ join, sees, converge }) {
      const reader = await join('reader');
      const writer = await join('writer');
      append(writer.replica, `${'0123456789'.repeat(10_000)} end`);
      await sees(reader, ' end');
      await converge(reader, writer);
    },
  }),
  defineCase({
    id: 'YS-UPD-006',
    title: 'Two who type at once end with the same text as the server',
    level: 'MUST',
    source: 'Yjs convergence; the newcomer shows what the server holds',
    async run({ join, converge }) {
      const [a, b] = [await join('a'), await join('b')];
      for (let key = 0; key < 60; key++) {
        a.replica.doc.getText('body').insert(0, `a${key}`);
        b.replica.doc.getText('body').insert(0, `b${key}`);
      }
      await converge(a, b);
      await converge(a, await join('newcomer'));
    },
  }),
  defineCase({
    id: 'YS-UPD-007',
    title: 'Updates of one connection arrive in their order',
    level: 'SHOULD',
    source:
      'Causal order per connection. SHOULD: Yjs parks what comes early, but readers flicker and memory grows',
    async run({ join, connect, until, require }) {
      const reader = await connect('reader', { conduct: 'raw' });
      reader.askForState();
      const writer = await join('writer');
      for (let key = 0; key < 100; key++) append(writer.replica, `${key},`);
      const replay = createReplica();
      let applied = 0;
      let early = 0;
      await until(
        'the reader is sent all hundred edits',
        () => {
          for (const message of reader.received.slice(applied)) {
            applied++;
            if (!('update' in message)) continue;
            applyUpdate(replay.doc, message.update);
            if (replay.doc.store.pendingStructs !== null) early++;
          }
          return bodyOf(replay) === bodyOf(writer.replica);
        },
        () => `it amounts to "${bodyOf(replay).slice(-40)}"`,
      );
      require('no update came before one that it needs', early === 0, `${early} came early`);
    },
  }),
  defineCase({
    id: 'YS-UPD-008',
    title: 'A burst of 1,000 updates loses nothing',
    level: 'MUST',
    source:
      'pycrdt-websocket drops silently above its queue bound; bun#15647. Closing is allowed: a client that reconnects must get the rest',
    needs: ['flood'],
    async run(context) {
      const { join, converge } = context;
      const reader = await join('reader');
      const writer = await join('writer');
      for (let key = 0; key < 1_000; key++) append(writer.replica, `${key},`);
      const length = (): number => bodyOf(reader.replica).length;
      await untilAll(context, {
        expected: 'the reader has the whole burst, or a connection was closed',
        done: () =>
          bodyOf(reader.replica).endsWith('999,') || reader.end !== null || writer.end !== null,
        amount: length,
        actual: () => `it has ${length()} characters and both are connected`,
      });
      const back = [reader, writer].map(async (peer) =>
        peer.end === null ? peer : join(`${peer.name} again`, { replica: peer.replica }),
      );
      await converge(...(await Promise.all(back)));
    },
  }),
];

import { encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { append, bodyOf, createReplica, textReplica } from '../../peer/replica.ts';

/** "Synced" is true when it is said. */
export const honesty = [
  defineCase({
    id: 'YS-SYNC-011',
    title: 'A client told "synced" holds all that the server held when it was asked',
    level: 'MUST',
    source:
      'y-websocket synced event; y-websocket#81: applications seed a template into a document that they believe empty',
    async run({ join, sees, require }) {
      const writer = await join('writer');
      for (let line = 0; line < 50; line++) append(writer.replica, `line ${line};`);
      const whole = bodyOf(writer.replica);
      await sees(await join('witness'), whole);
      const newcomer = await join('newcomer');
      const got = newcomer.syncedWith ?? '';
      require(`${whole.length} characters at the first step 2`, got ===
        whole, `${got.length} characters at the first step 2`);
    },
  }),
  defineCase({
    id: 'YS-SYNC-012',
    title: 'A client that joins while others type misses nothing',
    level: 'MUST',
    source:
      'The answer to step 1 and the subscription to updates must leave no hole between them (oracles: a partial step 2 must never go out)',
    async run({ join, converge }) {
      const writer = await join('writer');
      const newcomers = [];
      for (let round = 0; round < 8; round++) {
        append(writer.replica, `a${round} `);
        const joining = join(`newcomer ${round}`);
        for (let key = 0; key < 10; key++) append(writer.replica, `${round}.${key} `);
        newcomers.push(await joining);
      }
      await converge(writer, ...newcomers);
    },
  }),
  defineCase({
    id: 'YS-SYNC-013',
    title: 'An empty step 2 and an empty update close nothing',
    level: 'MUST',
    source: 'A client with nothing to give answers step 1 with the two bytes 00 00 (yjs)',
    async run({ join, connect, quiet, require, sees }) {
      const reader = await join('reader');
      const polite = await connect('polite', { conduct: 'raw' });
      const nothing = encodeStateAsUpdate(createReplica().doc);
      polite.send(
        { kind: 'step1', stateVector: encodeStateVector(createReplica().doc) },
        { kind: 'step2', update: nothing },
        { kind: 'update', update: nothing },
      );
      await quiet();
      require('the connection stays open', polite.end === null, JSON.stringify(polite.end));
      const writer = await join('writer');
      append(writer.replica, 'still working');
      await sees(reader, 'still working');
    },
  }),
  defineCase({
    id: 'YS-SYNC-014',
    title: 'A document of 300 kB reaches a newcomer whole',
    level: 'MUST',
    source: 'Real documents exceed one TCP segment, WebSocket frame and 16-bit length',
    async run({ join, converge }) {
      const replica = textReplica('');
      for (let part = 0; part < 30; part++) append(replica, `${part}`.padEnd(10_000, 'abcdefghij'));
      const writer = await join('writer', { replica });
      await join('witness').then((witness) => converge(writer, witness));
    },
  }),
  defineCase({
    id: 'YS-SYNC-015',
    title: 'Every message of a frame that carries several is handled',
    level: 'MAY',
    source:
      'y-websocket 4 and yrs read messages until the frame ends; y-websocket 3 sends one a frame',
    needs: ['multi-message-frames', 'room-in-url'],
    async run({ join, connect, sees, until }) {
      const reader = await join('reader');
      const sender = await connect('sender', { conduct: 'raw' });
      const update = encodeStateAsUpdate(textReplica('second message').doc);
      const step1 = Uint8Array.of(0, 0, 1, 0);
      sender.sendFrame(Buffer.concat([step1, Uint8Array.of(0, 2, update.length), update]));
      await sees(reader, 'second message');
      await until(
        'the first message is answered',
        () => sender.received.some(({ kind }) => kind === 'step2'),
        () => 'no step 2 came',
      );
    },
  }),
];

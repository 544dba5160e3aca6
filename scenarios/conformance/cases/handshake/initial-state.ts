import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { defineCase } from '../../define-case.ts';
import { append, bodyOf, createReplica, textReplica } from '../../peer/replica.ts';

/** Whatever a client already holds, it ends up with the server's state. */
export const initialState = [
  defineCase({
    id: 'YS-HAND-001',
    title: 'Edits that a client made before it connected reach the others',
    level: 'MUST',
    source:
      'y-protocols PROTOCOL.md: both sides exchange step 1 and step 2. Whether the server asks or takes what is sent is its own choice; the edits are lost otherwise.',
    async run({ join, sees }) {
      await join('writer', { replica: textReplica('written offline') });
      await sees(await join('reader'), 'written offline');
    },
  }),
  defineCase({
    id: 'YS-HAND-002',
    title: 'An empty client gets the whole document',
    level: 'MUST',
    source: 'y-protocols PROTOCOL.md: step 2 answers step 1 with all that the client lacks',
    async run({ join, sees, converge }) {
      const writer = await join('writer');
      for (const word of ['one ', 'two ', 'three ']) append(writer.replica, word);
      const witness = await join('witness');
      await sees(witness, 'one two three ');
      await converge(writer, witness);
    },
  }),
  defineCase({
    id: 'YS-HAND-003',
    title: 'A client whose state vector is equal, but who missed deletions, gets them',
    level: 'MUST',
    source: 'State vectors ignore deletions; thinkroom#229, yjs#140, y-crdt#374',
    async run({ join, sees, until, converge }) {
      const writer = await join('writer', { replica: textReplica('keep drop') });
      const away = createReplica();
      applyUpdate(away.doc, encodeStateAsUpdate(writer.replica.doc));
      await sees(await join('witness'), 'keep drop');
      writer.replica.doc.getText('body').delete(4, 5);
      const returned = await join('returned', { replica: away, conduct: 'reader' });
      await until(
        'the returned client has the deletion',
        () => bodyOf(away) === 'keep',
        () => `its text is still "${bodyOf(away)}"`,
      );
      await converge(writer, returned);
    },
  }),
  defineCase({
    id: 'YS-HAND-004',
    title: 'A client that diverged while offline merges with the server',
    level: 'MUST',
    source: 'y-protocols PROTOCOL.md; yjs: state vectors may be incomparable',
    async run({ join, sees, converge }) {
      const resident = await join('resident', { replica: textReplica('base ') });
      const away = createReplica();
      applyUpdate(away.doc, encodeStateAsUpdate(resident.replica.doc));
      append(resident.replica, 'online ');
      append(away, 'offline ');
      await sees(await join('witness'), 'online');
      const returned = await join('returned', { replica: away });
      await sees(resident, 'offline');
      await converge(resident, returned);
    },
  }),
  defineCase({
    id: 'YS-HAND-005',
    title: 'A state vector with clients that the server never heard of is answered in full',
    level: 'MUST',
    source:
      'A client that edited elsewhere names such clients; yjs writes all that the vector lacks and ignores the rest',
    async run({ join, connect, sees, until }) {
      await join('writer', { replica: textReplica('held by the server') });
      await sees(await join('witness'), 'held by the server');
      const stranger = await connect('stranger', { conduct: 'raw' });
      const encoder = createEncoder();
      for (const part of [2, 4_000_000_001, 77, 4_000_000_002, 1]) writeVarUint(encoder, part);
      stranger.send({ kind: 'step1', stateVector: toUint8Array(encoder) });
      const got = createReplica();
      await until(
        'the stranger is sent the document',
        () => {
          for (const message of stranger.received) {
            if ('update' in message) applyUpdate(got.doc, message.update);
          }
          return bodyOf(got) === 'held by the server';
        },
        () => `what it was sent amounts to "${bodyOf(got)}"`,
      );
    },
  }),
];

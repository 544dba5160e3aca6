import { mergeUpdates } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { append, createReplica } from '../../peer/replica.ts';

/** Three updates of one client, each depending on the one before. */
function chain(): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const replica = createReplica();
  const updates: Uint8Array[] = [];
  replica.doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const word of ['one ', 'two ', 'three']) append(replica, word);
  replica.doc.destroy();
  const [first, second, third] = updates;
  if (first === undefined || second === undefined || third === undefined) {
    throw new TypeError('three edits did not give three updates');
  }
  return [first, second, third];
}

/** Updates may come in any order, and wait for one another. */
export const gaps = [
  defineCase({
    id: 'YS-SYNC-006',
    title: 'Updates that arrive out of order converge once the gap is filled',
    level: 'MUST',
    source: 'Yjs updates are commutative; how the server frames them is free',
    async run({ join, connect, sees }) {
      const reader = await join('reader');
      const sender = await connect('sender', { conduct: 'raw' });
      const [first, second, third] = chain();
      for (const update of [third, first, second]) sender.send({ kind: 'update', update });
      await sees(reader, 'one two three');
      await sees(await join('newcomer'), 'one two three');
    },
  }),
  defineCase({
    id: 'YS-SYNC-007',
    title: 'A gap may be filled from another connection',
    level: 'MUST',
    source: 'nextcloud/text#4600, #7692: a peer that missed one update stays behind for ever',
    async run({ join, connect, sees }) {
      const reader = await join('reader');
      const [first, second, third] = chain();
      const early = await connect('early', { conduct: 'raw' });
      early.send({ kind: 'update', update: third }, { kind: 'update', update: second });
      const late = await connect('late', { conduct: 'raw' });
      late.send({ kind: 'update', update: first });
      await sees(reader, 'one two three');
    },
  }),
  defineCase({
    id: 'YS-SYNC-008',
    title: 'An update that waits for its gap does not hold up the others',
    level: 'MUST',
    source: 'yjs store.pendingStructs: only what depends on the gap waits',
    async run({ join, connect, sees }) {
      const reader = await join('reader');
      const sender = await connect('sender', { conduct: 'raw' });
      sender.send({ kind: 'update', update: chain()[1] });
      const writer = await join('writer');
      append(writer.replica, 'not waiting');
      await sees(reader, 'not waiting');
      await sees(await join('newcomer'), 'not waiting');
    },
  }),
  defineCase({
    id: 'YS-SYNC-009',
    title: 'A merged update with a hole in it is taken, and the hole can be filled later',
    level: 'MUST',
    source: 'yjs mergeUpdates writes a Skip struct: yjs#558, y-crdt#268, ygo#125',
    async run({ join, connect, sees, converge }) {
      const reader = await join('reader');
      const sender = await connect('sender', { conduct: 'raw' });
      const [first, second, third] = chain();
      sender.send({ kind: 'update', update: mergeUpdates([first, third]) });
      await sees(reader, 'one ');
      sender.send({ kind: 'update', update: second });
      await sees(reader, 'one two three');
      await converge(reader, await join('newcomer'));
    },
  }),
  defineCase({
    id: 'YS-SYNC-010',
    title: 'A gap left by a client that went away closes when it returns with its document',
    level: 'MUST',
    source: 'nextcloud/text#7377, yjs#550: the persisted gap was never asked for again',
    async run({ join, connect, sees, converge }) {
      const reader = await join('reader');
      const origin = createReplica();
      const sent: Uint8Array[] = [];
      origin.doc.on('update', (update: Uint8Array) => sent.push(update));
      append(origin, 'lost ');
      append(origin, 'kept');
      const broken = await connect('broken', { conduct: 'raw' });
      const [, second] = sent;
      if (second !== undefined) broken.send({ kind: 'update', update: second });
      broken.close();
      const returned = await join('returned', { replica: origin });
      await sees(reader, 'lost kept');
      await converge(returned, reader);
    },
  }),
];

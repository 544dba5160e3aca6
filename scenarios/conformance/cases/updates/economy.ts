import { encodeStateAsUpdate } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { newsCount, type Peer } from '../../peer/peer.ts';
import { append, bodyOf, textReplica } from '../../peer/replica.ts';

const documentMessages = (peer: Peer): number =>
  peer.received.filter(({ kind }) => kind === 'update' || kind === 'step2').length;

/** Messages end, and are not sent twice. */
export const economy = [
  defineCase({
    id: 'YS-UPD-009',
    title: 'One edit does not set off an endless exchange',
    level: 'MUST',
    source:
      'hocuspocus#335, #336, #340: step 1 answered by step 1, for ever. An echo to the sender is allowed',
    async run({ join, quiet, sees, require }) {
      const peers = [await join('a'), await join('b'), await join('c')];
      await quiet();
      const before = peers.map(newsCount);
      const [writer] = peers;
      if (writer !== undefined) append(writer.replica, 'one edit');
      for (const peer of peers) await sees(peer, 'one edit');
      await quiet();
      peers.forEach((peer, index) => {
        const frames = newsCount(peer) - (before[index] ?? 0);
        require('at most 6 messages to a client for one edit', frames <=
          6, `${frames} to ${peer.name}`);
      });
    },
  }),
  defineCase({
    id: 'YS-UPD-010',
    title: 'An update that everybody has is not sent round again',
    level: 'SHOULD',
    source:
      'Yjs emits no update event for a duplicate, so meshes and bridges come to rest. SHOULD: duplicates cost traffic, not data',
    async run({ join, connect, sees, quiet, require }) {
      const reader = await join('reader', { conduct: 'reader' });
      const update = encodeStateAsUpdate(textReplica('said once').doc);
      const sender = await connect('sender', { conduct: 'raw' });
      sender.send({ kind: 'update', update });
      await sees(reader, 'said once');
      const before = documentMessages(reader);
      for (let round = 0; round < 5; round++) sender.send({ kind: 'update', update });
      await quiet();
      const repeats = documentMessages(reader) - before;
      require('no further update reaches the reader', repeats === 0, `${repeats} came`);
    },
  }),
  defineCase({
    id: 'YS-UPD-011',
    title: 'An echo of its own update leaves the sender unchanged',
    level: 'MUST',
    source:
      'Echo is allowed because Yjs updates are idempotent; a server that re-creates them is not',
    async run({ join, sees, quiet, require }) {
      const reader = await join('reader');
      const writer = await join('writer');
      append(writer.replica, 'only once');
      await sees(reader, 'only once');
      await quiet();
      for (const peer of [reader, writer]) {
        const text = bodyOf(peer.replica);
        require(`${peer.name} has the words once`, text === 'only once', `it has "${text}"`);
      }
    },
  }),
];

import { encodeStateVector } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { append, textReplica } from '../../peer/replica.ts';
import type { Peer } from '../../peer/peer.ts';

const count = (peer: Peer, kind: string): number =>
  peer.received.filter((message) => message.kind === kind).length;

/** A client learns that it is synced, whenever and however often it asks. */
export const answers = [
  defineCase({
    id: 'YS-HAND-006',
    title: 'A client that lacks nothing still gets a step 2',
    level: 'MUST',
    source:
      'y-websocket 3.1.0: synced is the first step 2; without one a client shows "loading" for ever',
    async run({ join }) {
      await join('newcomer in an empty room');
      const same = textReplica('known to both');
      await join('first', { replica: same });
      await join('equal', { replica: same, conduct: 'reader' });
    },
  }),
  defineCase({
    id: 'YS-HAND-007',
    title: 'Every later step 1 is answered too',
    level: 'SHOULD',
    source:
      'y-websocket resyncInterval sends step 1 again to mend what was lost (y-websocket#19). SHOULD: a server that pushes everything (yhub) loses nothing without it',
    async run({ join, until }) {
      const peer = await join('asker', { conduct: 'reader' });
      for (let round = 1; round <= 3; round++) {
        const before = count(peer, 'step2');
        peer.askForState();
        await until(
          `question ${round} gets a step 2`,
          () => count(peer, 'step2') > before,
          () => `${count(peer, 'step2')} step 2 for ${round + 1} step 1`,
        );
      }
    },
  }),
  defineCase({
    id: 'YS-HAND-008',
    title: 'Step 1 sent in the tick in which the socket opens is not lost',
    level: 'MUST',
    source:
      'partykit#106, y-websocket#94, codepod#445: a listener attached after an await misses it, and the client never syncs',
    async run({ join, sees, connect, until }) {
      await join('writer', { replica: textReplica('already here') });
      await sees(await join('witness'), 'already here');
      const empty = textReplica('');
      const eager = await connect('eager', {
        conduct: 'raw',
        first: [{ kind: 'step1', stateVector: encodeStateVector(empty.doc) }],
      });
      await until(
        'a step 2 follows the step 1 of the open tick',
        () => count(eager, 'step2') > 0,
        () => `${eager.received.length} messages, none of them a step 2`,
      );
    },
  }),
  defineCase({
    id: 'YS-HAND-009',
    title: 'Twenty step 1 in a row do no harm',
    level: 'MUST',
    source: 'Reconnecting and resyncing clients repeat it; updates must still arrive afterwards',
    async run({ join, sees, converge }) {
      const asker = await join('asker');
      for (let round = 0; round < 20; round++) asker.askForState();
      const writer = await join('writer');
      append(writer.replica, 'after the questions');
      await sees(asker, 'after the questions');
      append(asker.replica, ' and back');
      await sees(writer, ' and back');
      await converge(asker, writer);
    },
  }),
  defineCase({
    id: 'YS-HAND-010',
    title: 'Every frame from the server is binary and can be decoded',
    level: 'MUST',
    source: 'elysia#1911, elysia#379: JSON text frames cannot be read by any provider',
    async run({ join, quiet, require }) {
      const writer = await join('writer');
      writer.replica.awareness.setLocalState({ user: { name: 'Ä😀' } });
      const reader = await join('reader');
      append(writer.replica, 'Ä😀');
      await quiet();
      const bad = [...writer.received, ...reader.received].find(
        ({ kind }) => kind === 'text' || kind === 'undecodable',
      );
      require('only binary frames of the dialect', bad === undefined, JSON.stringify(bad));
    },
  }),
  defineCase({
    id: 'YS-HAND-014',
    title: 'Clients that enter a new room at the same moment are all served',
    level: 'MUST',
    source:
      'ygo#1: leave and join race on the room table; a class enters together when the lesson starts',
    async run({ join, room, converge }) {
      for (let round = 0; round < 5; round++) {
        const together = Array.from({ length: 5 }, (_, index) =>
          join(`client ${round}.${index}`, { room: `${room}-${round}` }),
        );
        const peers = await Promise.all(together);
        for (const peer of peers) append(peer.replica, peer.name);
        await converge(...peers);
      }
    },
  }),
  defineCase({
    id: 'YS-HAND-011',
    title: 'A client that only reads gets live updates after its handshake',
    level: 'MUST',
    source: 'y-protocols PROTOCOL.md; pycrdt-websocket applied but did not relay before "ready"',
    async run({ join, sees }) {
      const reader = await join('reader', { conduct: 'reader' });
      const writer = await join('writer');
      append(writer.replica, 'live');
      await sees(reader, 'live');
    },
  }),
];

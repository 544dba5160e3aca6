import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { bodyOf, append, createReplica, textReplica } from '../../peer/replica.ts';

/** What a client brings along is everybody's. */
export const offlineEdits = [
  defineCase({
    id: 'YS-SYNC-001',
    title: 'What a client brings in its step 2 reaches those already connected',
    level: 'MUST',
    source: 'y-protocols PROTOCOL.md; a server that only stores step 2 leaves the others behind',
    async run({ join, sees, converge }) {
      const resident = await join('resident');
      const returning = await join('returning', { replica: textReplica('from the train') });
      await sees(resident, 'from the train');
      await converge(resident, returning);
    },
  }),
  defineCase({
    id: 'YS-SYNC-002',
    title: 'An offline edit that only deletes reaches everybody',
    level: 'MUST',
    source: 'thinkroom#229, yjs#140: "nothing to send" computed from structs alone',
    async run({ join, sees, until, converge }) {
      const resident = await join('resident', { replica: textReplica('keep drop') });
      const away = createReplica();
      applyUpdate(away.doc, encodeStateAsUpdate(resident.replica.doc));
      await sees(await join('witness'), 'keep drop');
      away.doc.getText('body').delete(4, 5);
      const returned = await join('returned', { replica: away });
      await until(
        'the resident has the deletion',
        () => bodyOf(resident.replica) === 'keep',
        () => `its text is still "${bodyOf(resident.replica)}"`,
      );
      await converge(resident, returned, await join('newcomer'));
    },
  }),
  defineCase({
    id: 'YS-SYNC-003',
    title: 'Two clients that edited offline merge through the server',
    level: 'MUST',
    source: 'y-protocols PROTOCOL.md; the third flow of every local-first application',
    async run({ join, sees, converge }) {
      const a = await join('left', { replica: textReplica('left ') });
      const b = await join('right', { replica: textReplica('right ') });
      await sees(a, 'right ');
      await sees(b, 'left ');
      await converge(a, b, await join('newcomer'));
    },
  }),
  defineCase({
    id: 'YS-SYNC-004',
    title: 'A client that reconnects ten times with the same document changes nothing',
    level: 'MUST',
    source:
      'partykit#950, jupyter-collaboration#571: servers that seed or rebuild a document duplicate its content',
    async run({ join, require, until }) {
      const replica = textReplica('once');
      const stay = await join('stay');
      for (let round = 1; round <= 10; round++) {
        const visit = await join(`visit ${round}`, { replica });
        visit.close();
        await until(
          'the visitor has left',
          () => visit.end !== null,
          () => 'still connected',
        );
      }
      const newcomer = await join('newcomer');
      await until(
        'the newcomer has the text exactly once',
        () => bodyOf(newcomer.replica) === 'once',
        () => `its text is "${bodyOf(newcomer.replica)}"`,
      );
      require('the resident has the text exactly once', bodyOf(stay.replica) === 'once', bodyOf(
        stay.replica,
      ));
    },
  }),
  defineCase({
    id: 'YS-SYNC-005',
    title: 'Every kind of shared type passes through unchanged',
    level: 'MUST',
    source:
      'Yjs content types: text with formats and embeds, map, array, XML, binary; y-crdt#632, y-octo#53: other implementations of Yjs disagreed',
    async run({ join, converge }) {
      const writer = await join('writer', { replica: createReplica(writeEveryKind) });
      append(writer.replica, 'and live 😀');
      const reader = await join('reader');
      await converge(writer, reader);
    },
  }),
];

function writeEveryKind(doc: ReturnType<typeof createReplica>['doc']): void {
  const body = doc.getText('body');
  body.insert(0, 'bold 👩‍👩‍👧 Ä', { bold: true });
  body.insertEmbed(0, { image: 'x.png' });
  body.format(2, 3, { bold: null, italic: true });
  doc.getMap('map').set('__proto__', 'own key');
  doc.getMap('map').set('nested', { list: [1, -2.5, 1e300, null, true, 'text'] });
  doc.getMap('map').set('big', 2 ** 53 - 1);
  doc.getArray('list').insert(0, [new Uint8Array([0, 127, 128, 255]), 'x', 0, false]);
  doc.getArray('list').delete(1, 1);
}

import { applyUpdate, encodeStateAsUpdateV2 } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { createReplica, textReplica } from '../../peer/replica.ts';
import { randomInvalidFrames } from './random-invalid-frames.ts';
import { survives } from './survives.ts';

/** What decodes as something else, or as nothing at all. */
export const wrongCodec = [
  defineCase({
    id: 'YS-MALF-013',
    title: 'Updates of version 2 on the version 1 wire harm nobody else',
    level: 'MUST',
    source:
      'yjs#403, ycs#6, ygo#231. Silence is allowed: version 2 bytes often read as an empty update',
    needs: ['hostile'],
    run: (context) =>
      survives(context, (offender) => {
        const rich = createReplica((doc) => {
          doc.getText('body').insert(0, 'bold', { bold: true });
          doc.getMap('map').set('key', 'value');
        });
        for (const { doc } of [textReplica('text'), rich]) {
          offender.send({ kind: 'update', update: encodeStateAsUpdateV2(doc) });
        }
      }),
  }),
  defineCase({
    id: 'YS-MALF-014',
    title: 'Two hundred random frames harm nobody else',
    level: 'MUST',
    source: 'Fuzzing: seeded, and filtered by a reference decoder so that each is truly invalid',
    needs: ['hostile'],
    run: (context) =>
      survives(context, (offender) => {
        for (const frame of randomInvalidFrames(20_240, 200)) offender.sendInner(frame);
      }),
  }),
  defineCase({
    id: 'YS-MALF-015',
    title: 'A frame without its address harms nobody else',
    level: 'MUST',
    source: 'origofs#162: a bare message of the wrong dialect',
    needs: ['hostile'],
    run: (context) =>
      survives(context, (offender) => {
        offender.sendFrame(Uint8Array.of());
        offender.sendFrame(Uint8Array.of(0x80, 0x80));
        offender.sendFrame(Uint8Array.of(200, 1, 1));
      }),
  }),
  defineCase({
    id: 'YS-MALF-016',
    title: 'After garbage the document of the room still loads in a fresh replica',
    level: 'MUST',
    source: 'A half-applied update poisons every newcomer (yrby#38)',
    needs: ['hostile'],
    async run({ join, connect, sees, quiet, require }) {
      await join('writer', { replica: textReplica('sound') });
      const offender = await connect('offender', { conduct: 'raw' });
      for (const frame of randomInvalidFrames(7, 50)) offender.sendInner(frame);
      await quiet();
      const newcomer = await join('newcomer');
      await sees(newcomer, 'sound');
      const copy = createReplica();
      for (const message of newcomer.received) {
        if ('update' in message) applyUpdate(copy.doc, message.update);
      }
      require('a replica without pending structs', copy.doc.store.pendingStructs ===
        null, 'the newcomer waits for structs that nobody has');
    },
  }),
];

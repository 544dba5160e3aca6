import { encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { carriesDocument } from './carries-document.ts';
import { standing } from '../../peer/peer.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Message } from '../../wire/message.ts';
import { append, bodyOf, createReplica, textReplica } from '../../peer/replica.ts';

/** While a token is being checked nothing is lost, applied or hoarded. */
export const slowAdmission = [
  defineCase({
    id: 'YS-AUTH-008',
    title: 'What a client sends while its token is checked is not lost',
    level: 'MUST',
    source: 'partykit#106, y-websocket#94: the first messages of a client met no listener',
    needs: ['slow-token'],
    async run({ join, sees, tokens }) {
      const reader = await join('reader', { replica: textReplica('held ') });
      const patient = await join('patient', {
        token: tokens.slow ?? null,
        replica: textReplica('brought'),
      });
      await sees(reader, 'brought');
      await sees(patient, 'held ');
    },
  }),
  defineCase({
    id: 'YS-AUTH-009',
    title: 'What a client sends before a slow refusal is not applied',
    level: 'MUST',
    source: 'hocuspocus#124, GHSA-xwhh-v746-pj9m: the time between upgrade and refusal',
    needs: ['slow-denied-token'],
    async run({ join, connect, sees, ended, require, tokens }) {
      const resident = await join('resident', { replica: textReplica('clean') });
      const intruder = await connect('intruder', {
        token: tokens.slowDenied ?? null,
        conduct: 'raw',
        first: [
          { kind: 'step1', stateVector: encodeStateVector(createReplica().doc) },
          { kind: 'update', update: encodeStateAsUpdate(textReplica('graffiti').doc) },
        ],
      });
      // Long enough for the check; how a denial is told is another case's matter.
      await ended(intruder).catch(() => undefined);
      append(resident.replica, ' still');
      await sees(await join('newcomer'), 'clean still');
      const text = bodyOf(resident.replica);
      require('no graffiti', !text.includes('graffiti'), `the text is "${text}"`);
      require('no document for the intruder', !carriesDocument(intruder), 'an update was sent');
    },
  }),
  defineCase({
    id: 'YS-AUTH-010',
    title: 'What waits for admission is bounded',
    level: 'SHOULD',
    source:
      'GHSA-xwhh-v746-pj9m: an unauthenticated client filled the memory. Closing is the way; 16 MiB in messages of 128 KiB is more than any client says first',
    needs: ['slow-token', 'flood'],
    async run({ join, connect, until, pass, require, tokens }) {
      const resident = await join('resident');
      const hoarder = await connect('hoarder', { token: tokens.slow ?? null, conduct: 'raw' });
      const filler: Message = { kind: 'other', type: 99, body: new Uint8Array(128 * 1024) };
      const undecided = (): boolean => hoarder.end === null && hoarder.received.length === 0;
      for (let part = 0; part < 128 && undecided(); part++) {
        hoarder.send(filler);
        if (part % 16 === 15) await pass(0);
      }
      if (hoarder.received.length > 0) {
        throw new Unsupported('the client was admitted before 16 MiB could be sent');
      }
      await until(
        'the connection is closed',
        () => hoarder.end !== null,
        () => `16 MiB were taken before admission; ${standing(hoarder)}`,
      );
      require('the resident is still connected', resident.end === null, standing(resident));
    },
  }),
];

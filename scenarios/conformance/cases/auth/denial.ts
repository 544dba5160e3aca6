import { encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { CaseContext } from '../../case-context.ts';
import { defineCase } from '../../define-case.ts';
import { carriesDocument } from './carries-document.ts';
import { standing, type Peer } from '../../peer/peer.ts';
import {
  append,
  bodyOf,
  createReplica,
  setUser,
  textReplica,
  usersOf,
} from '../../peer/replica.ts';

/** Any of: upgrade refused with 4xx, a denial message, close 1008, 3000 or 44xx. */
function wasTold(peer: Peer): boolean {
  if (peer.received.some(({ kind }) => kind === 'denied')) return true;
  if (peer.end === null) return false;
  if (peer.end.kind === 'refused') return (peer.end.status ?? 0) >= 400;
  const { code } = peer.end;
  return code === 1008 || code === 3000 || (code >= 4000 && code <= 4999);
}

/** A resident with a secret, and an intruder who asks for it at once. */
async function intrude(
  { join, connect, sees, until, quiet }: CaseContext,
  token: string | null,
): Promise<{ resident: Peer; intruder: Peer }> {
  const resident = await join('resident', { replica: textReplica('secret') });
  setUser(resident.replica, 'Resident');
  await sees(await join('witness', { conduct: 'reader' }), 'secret');
  const stranger = textReplica('graffiti');
  const intruder = await connect('intruder', {
    token,
    conduct: 'raw',
    first: [
      { kind: 'step1', stateVector: encodeStateVector(createReplica().doc) },
      { kind: 'update', update: encodeStateAsUpdate(stranger.doc) },
      { kind: 'step2', update: encodeStateAsUpdate(stranger.doc) },
      {
        kind: 'awareness',
        entries: [{ client: 6_000, clock: 1, state: '{"user":{"name":"Mallory"}}' }],
      },
    ],
  });
  await until(
    'the intruder is told or gets something',
    () => wasTold(intruder) || carriesDocument(intruder) || intruder.end !== null,
    () => standing(intruder),
  ).catch(() => undefined);
  await quiet();
  return { resident, intruder };
}

/** Who is denied learns nothing and changes nothing. */
export const denial = [
  defineCase({
    id: 'YS-AUTH-001',
    title: 'A denied client gets no byte of the document',
    level: 'MUST',
    source: 'hocuspocus#124, #144: messages handled before authentication resolved',
    needs: ['tokens'],
    async run(context) {
      const { intruder } = await intrude(context, context.tokens.denied);
      context.require('no document is sent', !carriesDocument(intruder), 'an update was sent');
    },
  }),
  defineCase({
    id: 'YS-AUTH-002',
    title: 'A client without any token is denied too',
    level: 'MUST',
    source: 'A missing token is the commonest wrong one',
    needs: ['tokens'],
    async run(context) {
      const { intruder, resident } = await intrude(context, null);
      context.require('no document is sent', !carriesDocument(intruder), 'an update was sent');
      const text = bodyOf(resident.replica);
      context.require('the document is unchanged', text === 'secret', `the text is "${text}"`);
    },
  }),
  defineCase({
    id: 'YS-AUTH-003',
    title: 'A denied client is told so',
    level: 'MUST',
    source:
      'y-protocols auth (2, 0, reason), HTTP 4xx at the upgrade, or close 1008, 3000, 4xxx: told nothing, a client waits for ever and never syncs',
    needs: ['tokens'],
    async run(context) {
      const { intruder } = await intrude(context, context.tokens.denied);
      context.require('a denial that a client can see', wasTold(intruder), standing(intruder));
    },
  }),
  defineCase({
    id: 'YS-AUTH-004',
    title: 'A denial is one after which y-websocket does not dial again for ever',
    level: 'SHOULD',
    source:
      'y-websocket 3.1.0: only close codes 4400 to 4499 are permanent; all else is retried every 2.5 s',
    needs: ['tokens', 'room-in-url'],
    async run(context) {
      const { intruder } = await intrude(context, context.tokens.denied);
      await context.ended(intruder);
      const { end } = intruder;
      const permanent = end?.kind === 'closed' && end.code >= 4400 && end.code <= 4499;
      context.require('a close with 4400 to 4499', permanent, standing(intruder));
    },
  }),
  defineCase({
    id: 'YS-AUTH-005',
    title: 'What a denied client sent before the denial is not applied',
    level: 'MUST',
    source: 'hocuspocus#124: edits of the unauthenticated were applied',
    needs: ['tokens'],
    async run(context) {
      const { resident } = await intrude(context, context.tokens.denied);
      append(resident.replica, ' kept');
      const newcomer = await context.join('newcomer');
      await context.sees(newcomer, 'secret kept');
      for (const { name, replica } of [resident, newcomer]) {
        const text = bodyOf(replica);
        context.require('no graffiti', !text.includes('graffiti'), `${name} has "${text}"`);
      }
    },
  }),
  defineCase({
    id: 'YS-AUTH-006',
    title: 'A denied client neither sees who is present nor is shown',
    level: 'MUST',
    source: 'Names and cursors are other people’s data',
    needs: ['tokens'],
    async run(context) {
      const { resident, intruder } = await intrude(context, context.tokens.denied);
      const users = usersOf(resident.replica);
      context.require('Mallory is not shown', !users.includes('Mallory'), users.join(', '));
      const saw = intruder.received.some(
        (message) => message.kind === 'awareness' && message.entries.length > 0,
      );
      context.require('no presence is sent to the intruder', !saw, 'awareness was sent');
    },
  }),
  defineCase({
    id: 'YS-AUTH-007',
    title: 'After a denial the right token is accepted',
    level: 'MUST',
    source: 'hocuspocus#566, #944, #1002: a sticky refusal locks the user out',
    needs: ['tokens'],
    async run(context) {
      await intrude(context, context.tokens.denied);
      await context.sees(await context.join('admitted'), 'secret');
    },
  }),
];

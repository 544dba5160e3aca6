import { encodeStateAsUpdate } from 'yjs';
import type { CaseContext } from '../../case-context.ts';
import { defineCase } from '../../define-case.ts';
import { standing } from '../../peer/peer.ts';
import { append, bodyOf, createReplica, textReplica } from '../../peer/replica.ts';

/** A viewer sends text of its own in a message of this kind, and nobody gets it. */
async function forge(
  { join, connect, sees, quiet, require, tokens }: CaseContext,
  kind: 'update' | 'step2',
): Promise<void> {
  const writer = await join('writer', { replica: textReplica('original') });
  await sees(await join('witness'), 'original');
  const viewer = await connect('viewer', { token: tokens.readOnly ?? null, conduct: 'raw' });
  viewer.send({ kind, update: encodeStateAsUpdate(textReplica('forged').doc) });
  await quiet();
  const newcomer = await join('newcomer');
  for (const { name, replica } of [writer, newcomer]) {
    const text = bodyOf(replica);
    require('only the original', text === 'original', `${name} has "${text}"`);
  }
}

/** Reading is not writing, and rights may end. */
export const readOnly = [
  defineCase({
    id: 'YS-AUTH-011',
    title: 'A read-only client gets the document and live updates',
    level: 'MUST',
    source: 'jupyverse#546; what read-only is for',
    needs: ['read-only-token'],
    async run({ join, sees, tokens }) {
      const writer = await join('writer', { replica: textReplica('page one') });
      const viewer = await join('viewer', { token: tokens.readOnly ?? null, conduct: 'reader' });
      await sees(viewer, 'page one');
      append(writer.replica, ', page two');
      await sees(viewer, 'page one, page two');
    },
  }),
  defineCase({
    id: 'YS-AUTH-012',
    title: 'An update of a read-only client changes nothing',
    level: 'MUST',
    source: 'y-protocols PROTOCOL.md: filter both SyncStep2 and Update',
    needs: ['read-only-token'],
    run: (context) => forge(context, 'update'),
  }),
  defineCase({
    id: 'YS-AUTH-013',
    title: 'A step 2 of a read-only client changes nothing',
    level: 'MUST',
    source: 'jupyverse#546, nextcloud/text#5895: Update was filtered and SyncStep2 was not',
    needs: ['read-only-token'],
    run: (context) => forge(context, 'step2'),
  }),
  defineCase({
    id: 'YS-AUTH-014',
    title: 'A token withdrawn in mid-session ends the writing',
    level: 'SHOULD',
    source: 'yhub closes with 4401; SHOULD: many servers check at the door only, and say so',
    needs: ['revocable-token'],
    async run({ join, server, sees, quiet, require, tokens }) {
      const reader = await join('reader');
      const fired = await join('fired', {
        token: tokens.revocable ?? null,
        replica: createReplica(),
      });
      append(fired.replica, 'before');
      await sees(reader, 'before');
      await server.revoke();
      await quiet();
      append(fired.replica, ' after');
      await quiet();
      const text = bodyOf(reader.replica);
      require('what was written after is not taken', text ===
        'before', `"${text}"; ${standing(fired)}`);
    },
  }),
];

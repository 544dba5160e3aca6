import type { CaseContext } from '../../case-context.ts';
import { defineCase, type ConformanceCase } from '../../define-case.ts';
import { isSynced, type Peer } from '../../peer/peer.ts';
import { bodyOf, textReplica } from '../../peer/replica.ts';

/**
 * Names that differ after one decoding never share data. Refusing a name is allowed, and so is a
 * document that nobody can enter; getting another name's document is not.
 */
async function keepApart(context: CaseContext, names: readonly string[]): Promise<void> {
  const { connect, until, quiet, require, note } = context;
  const visit = async (role: string, index: number, room: string, text: string): Promise<Peer> => {
    const peer = await connect(`${role} ${index}`, { room, replica: textReplica(text) });
    const settled = (): boolean => isSynced(peer) || peer.end !== null;
    await until('a step 2 or an end', settled, () => 'neither').catch(() =>
      note(`${peer.name}: the name "${room.slice(0, 60)}" is not served`),
    );
    return peer;
  };
  const text = (index: number): string => `text of name ${index}.`;
  await Promise.all(names.map((room, index) => visit('writer', index, room, text(index))));
  await quiet();
  const readers = await Promise.all(names.map((room, index) => visit('reader', index, room, '')));
  await quiet();
  readers.forEach((reader, index) => {
    const got = bodyOf(reader.replica);
    const name = names[index] ?? '';
    const allowed = got === text(index) || (got === '' && !isSynced(reader));
    require(`only "${text(index)}" under the name "${name.slice(0, 80)}"`, allowed, `"${got}"`);
  });
}

interface Names {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  names(room: string): readonly string[];
}

const kinds: readonly Names[] = [
  {
    id: 'YS-ROOM-005',
    what: 'nested in one another',
    source: 'A path cut at its first or last slash gives another room',
    names: (room) => [`${room}/a/b`, `${room}/a`, `${room}/b`, `${room}/a/c`],
  },
  {
    id: 'YS-ROOM-006',
    what: 'that an object inherits',
    source: '__proto__ and constructor are found in any plain object used as a table',
    names: (room) => ['__proto__', 'constructor', 'toString', `${room}-plain`],
  },
  {
    id: 'YS-ROOM-007',
    what: 'that differ in case, accents or composition',
    source: 'File systems and databases fold them; Unicode NFC and NFD are two names',
    names: (room) => [`${room}-\u00e9`, `${room}-e\u0301`, `${room}-e`, `${room}-E`, `${room}-É`],
  },
  {
    id: 'YS-ROOM-008',
    what: 'of a thousand characters that differ in the last',
    source: 'Truncated keys: y-octo#53 for ids, file systems at 255 bytes',
    names: (room) => ['1', '2'].map((last) => `${room}-${'n'.repeat(1_000)}${last}`),
  },
  {
    id: 'YS-ROOM-009',
    what: 'with spaces, percent, plus, question mark and hash',
    source: 'Names are percent-encoded once; decoding twice or as a form merges them',
    names: (room) =>
      ['a b', 'a+b', 'a%20b', 'a%2Bb', 'a', 'a?b', 'a#b'].map((end) => `${room}-${end}`),
  },
];

/** Names are opaque keys. */
export const names: readonly ConformanceCase[] = [
  ...kinds.map(({ id, what, source, names: list }) =>
    defineCase({
      id,
      title: `Names ${what} are different rooms`,
      level: 'MUST',
      source,
      run: (context) => keepApart(context, list(context.room)),
    }),
  ),
  defineCase({
    id: 'YS-ROOM-010',
    title: 'The query of the URL is not part of the room',
    level: 'MUST',
    source:
      'y-websocket params (tokens, versions) are sent as a query; clients with other ones must meet',
    needs: ['room-in-url'],
    async run({ join, sees }) {
      await join('writer', { query: 'version=1&user=a', replica: textReplica('same room') });
      await sees(await join('reader', { query: 'user=b' }), 'same room');
    },
  }),
];

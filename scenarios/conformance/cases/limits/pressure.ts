import type { Array as YArray } from 'yjs';
import { defineCase } from '../../define-case.ts';
import { untilAll } from '../until-all.ts';
import type { Peer } from '../../peer/peer.ts';
import { append, bodyOf } from '../../peer/replica.ts';

/** Of 64 KiB each: more than the socket buffers of both ends hold. */
const parts = 128;

/** Many and slow connections. */
export const pressure = [
  defineCase({
    id: 'YS-LIM-004',
    title: 'A reader who stops reading gets everything later, or is closed',
    level: 'MUST',
    source:
      'bun#15647, pycrdt-websocket put_updates: send() refused a message and the tail was lost with the socket open',
    needs: ['flood'],
    async run(context) {
      const { join, converge } = context;
      const slow = await join('slow');
      const writer = await join('writer');
      slow.pause();
      const list = ({ replica }: Peer): YArray<unknown> => replica.doc.getArray('list');
      const part = 'x'.repeat(64 * 1024);
      for (let sent = 0; sent < parts; sent++) list(writer).push([part]);
      const witness = await join('witness');
      const count = (peer: Peer): number => list(peer).length;
      await untilAll(context, {
        expected: 'the server has the whole flood',
        done: () => count(witness) === parts,
        amount: () => count(witness),
        actual: () => `a newcomer has ${count(witness)} of ${parts} parts`,
      });
      slow.resume();
      await untilAll(context, {
        expected: 'the slow reader has all of it, or was closed',
        done: () => count(slow) === parts || slow.end !== null,
        amount: () => count(slow),
        actual: () => `it has ${count(slow)} of ${parts} parts and is connected`,
      });
      const reader = slow.end === null ? slow : await join('slow again', { replica: slow.replica });
      await converge(writer, reader);
    },
  }),
  defineCase({
    id: 'YS-LIM-005',
    title: 'A hundred connections to one room all get an update',
    level: 'SHOULD',
    source: 'A lecture, a stand-up. SHOULD: a server may cap a room, if it says so by closing',
    needs: ['flood'],
    async run({ join, sees }) {
      const writer = await join('writer');
      const readers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => join(`reader ${index}`, { conduct: 'reader' })),
      );
      append(writer.replica, 'to everybody');
      await Promise.all(readers.map((reader) => sees(reader, 'to everybody')));
    },
  }),
  defineCase({
    id: 'YS-LIM-006',
    title: 'Fifty rooms at once keep apart',
    level: 'MUST',
    source: 'Room look-up under concurrency; data of another room would be others’ data',
    needs: ['flood'],
    async run({ join, room, require, sees }) {
      const rooms = Array.from({ length: 50 }, (_, index) => `${room}-${index}`);
      const writers = await Promise.all(
        rooms.map((name) => join(`writer of ${name}`, { room: name })),
      );
      writers.forEach((writer, index) => append(writer.replica, `room ${index}.`));
      const readers = await Promise.all(
        rooms.map((name) => join(`reader of ${name}`, { room: name })),
      );
      await Promise.all(readers.map((reader, index) => sees(reader, `room ${index}.`)));
      readers.forEach(({ replica }, index) => {
        const text = bodyOf(replica);
        require(`only its own text in room ${index}`, text === `room ${index}.`, `"${text}"`);
      });
    },
  }),
];
